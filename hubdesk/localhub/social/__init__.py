"""What people do with repositories beyond their files: likes, collections, webhooks."""
