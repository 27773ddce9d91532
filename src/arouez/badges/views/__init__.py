"""The pages of badges: the catalogue and one badge, awarding, and the public documents."""
