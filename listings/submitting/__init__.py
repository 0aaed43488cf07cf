"""Form to checks to moderation to Listing."""
