"""What the database refuses of this room's rows, whoever asks."""

from arouez.guards import Guard

OF_A_CANVAS = "A badge of a network comes of a canvas that the network adopted."
UNDECIDED = (
    "NEW.network_id IS NOT NULL AND NEW.published_at IS NOT NULL AND NOT NEW.is_label AND NOT EXISTS (SELECT 1 FROM canvases_canvas c"
    " WHERE c.badge_id = NEW.public_id AND c.network_id = NEW.network_id AND c.state = 'published')"
)

RECORD = "What was awarded is never edited."
SIGNED = (
    "EXISTS (SELECT 1 FROM charter_signature s JOIN charter_charterversion v ON v.id = s.version_id"
    " JOIN badges_achievement a ON a.network_id = v.network_id"
    " WHERE s.id = NEW.signature_id AND s.structure_id = NEW.structure_id AND a.id = NEW.achievement_id"
    " AND s.signed_at <= NEW.awarded_at AND (s.withdrawn_at IS NULL OR s.withdrawn_at > NEW.awarded_at)"
    " AND (v.lapses_at IS NULL OR v.lapses_at > NEW.awarded_at)"
    " AND NOT EXISTS (SELECT 1 FROM charter_suspension u WHERE u.structure_id = s.structure_id"
    " AND u.network_id = v.network_id AND u.since <= NEW.awarded_at"
    " AND (u.lifted_at IS NULL OR u.lifted_at > NEW.awarded_at)))"
)
OF_A_NETWORK = (
    "EXISTS (SELECT 1 FROM badges_achievement a WHERE a.id = NEW.achievement_id AND a.network_id IS NOT NULL)"
)
MANDATED = (
    "EXISTS (SELECT 1 FROM badges_mandate m WHERE m.id = NEW.mandate_id AND m.structure_id = NEW.structure_id"
    " AND m.achievement_id = NEW.achievement_id AND m.person_id = NEW.awarded_by_id"
    " AND m.starts_at <= NEW.awarded_at AND (m.ends_at IS NULL OR m.ends_at > NEW.awarded_at)"
    " AND (m.withdrawn_at IS NULL OR m.withdrawn_at > NEW.awarded_at))"
)
FIXED = (
    "public_id", "creator_id", "name", "tagline", "description", "limits", "family", "criteria", "expected_evidence",
    "tags", "alignments", "language", "is_label",
)  # fmt: skip
CHANGED = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in FIXED)

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
        " AND s.structure_id = NEW.organisation_id AND s.withdrawn_at IS NULL"
        " AND (v.lapses_at IS NULL OR v.lapses_at > NEW.awarded_at)"
        " AND NOT EXISTS (SELECT 1 FROM charter_suspension u WHERE u.structure_id = s.structure_id"
        " AND u.network_id = v.network_id AND u.lifted_at IS NULL))",
    ),
    Guard(
        "award_with_signature_and_mandate",
        "badges_award",
        ["INSERT"],
        "A badge of a network is awarded under a signature in force, by a person with a mandate.",
        f"NEW.structure_id IS NOT NULL AND {OF_A_NETWORK} AND NOT ({SIGNED} AND {MANDATED})",
    ),
    Guard("award_is_a_record", "badges_award", ["UPDATE", "DELETE"], RECORD),
    Guard("revocation_is_a_record", "badges_revocation", ["UPDATE", "DELETE"], RECORD),
    Guard("signed_form_is_a_record", "badges_awardform", ["UPDATE", "DELETE"], RECORD),
    Guard("mandate_is_kept", "badges_mandate", ["DELETE"], RECORD),
    Guard(
        "mandate_only_ends",
        "badges_mandate",
        ["UPDATE"],
        RECORD,
        "OLD.withdrawn_at IS NOT NULL OR NEW.structure_id <> OLD.structure_id OR NEW.person_id <> OLD.person_id"
        " OR NEW.achievement_id <> OLD.achievement_id OR NEW.starts_at <> OLD.starts_at"
        " OR COALESCE(NEW.ends_at, NEW.starts_at) <> COALESCE(OLD.ends_at, OLD.starts_at)",
    ),
    Guard(
        "published_badge_is_fixed",
        "badges_achievement",
        ["UPDATE"],
        "A published badge does not change: it is revised.",
        f"OLD.published_at IS NOT NULL AND ({CHANGED} OR NEW.published_at IS NULL)",
    ),
    Guard(
        "published_badge_is_kept",
        "badges_achievement",
        ["DELETE"],
        "A published badge does not go away: it is retired.",
        "OLD.published_at IS NOT NULL",
    ),
]
