"""What the database refuses of this room's rows, whoever asks."""

from arouez.guards import Guard

OF_A_CANVAS = "A badge of a network comes of a canvas that the network adopted."
UNDECIDED = (
    "NEW.network_id IS NOT NULL AND NEW.published_at IS NOT NULL AND NOT NEW.is_label AND NOT EXISTS (SELECT 1 FROM canvases_canvas c"
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
    Guard(
        "label_of_a_signatory",
        "badges_award",
        ["INSERT"],
        "A network awards its label, to a structure whose signature of the charter is in force, and nothing else.",
        "(NEW.network_id IS NOT NULL OR EXISTS (SELECT 1 FROM badges_achievement a"
        " WHERE a.id = NEW.achievement_id AND a.is_label)) AND NOT EXISTS (SELECT 1 FROM badges_achievement a"
        " JOIN charter_charterversion v ON v.network_id = a.network_id JOIN charter_signature s ON s.version_id = v.id"
        " WHERE a.id = NEW.achievement_id AND a.is_label AND a.network_id = NEW.network_id"
        " AND s.structure_id = NEW.organisation_id AND s.withdrawn_at IS NULL)",
    ),
]
