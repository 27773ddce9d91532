"""What the database refuses of this room's rows, whoever asks."""

from arouez.guards import Guard

OF_A_CANVAS = "A badge of a network comes of a canvas that the network adopted."
UNDECIDED = (
    "NEW.network_id IS NOT NULL AND NEW.published_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM canvases_canvas c"
    " WHERE c.badge_id = NEW.public_id AND c.network_id = NEW.network_id AND c.state = 'published')"
)

GUARDS = [
    Guard("network_badge_decided", "badges_achievement", ["INSERT"], OF_A_CANVAS, UNDECIDED),
    Guard(
        "network_badge_published_as_decided",
        "badges_achievement",
        ["UPDATE"],
        OF_A_CANVAS,
        f"OLD.published_at IS NULL AND {UNDECIDED}",
    ),
]
