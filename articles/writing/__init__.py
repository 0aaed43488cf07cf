"""What happens to an article between the first word and the page that readers see.

Saving makes a revision, and only publishing changes what is public: drafts and withdrawn articles follow the newest
revision, planned and published ones keep what was approved until somebody publishes again. A change of a published
article may be planned: the revision that is to come is remembered, and the article stays as it is until then.
"""
