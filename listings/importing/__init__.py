"""Feed to JobPosting to Listing. Every item of a feed is accounted for."""
