"""The pages of the charter-label: `public` for all, `drafts` for its text to come, `labels` for each structure's own."""
