"""Job advertisements, from feed or form to page or mail.

two doors in                             one table                     two doors out
feed -> importing -> normalise      \\                              / searching -> page, JSON-LD, sitemap
                                      >  models.Listing  --------<
form -> submitting -> moderation    /    (lifecycle.py)            \\ alerting  -> e-mail
"""
