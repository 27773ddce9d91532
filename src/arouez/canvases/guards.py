"""What the database refuses of this room's rows, whoever asks: a decision is what the structures said, and stays."""

from arouez.guards import Guard

DECISION = "What was said and decided is never edited."

GUARDS = [
    Guard(
        "canvas_adopted_by_a_round",
        "canvases_canvas",
        ["INSERT", "UPDATE"],
        "A canvas is adopted by a consent round, and by nobody.",
        "NEW.state IN ('adopted', 'published') AND NOT EXISTS (SELECT 1 FROM canvases_round r"
        " WHERE r.canvas_id = NEW.id AND r.version_id = NEW.adopted_version_id AND r.outcome = 'adopted')",
    ),
    Guard(
        "round_adopts_with_consent",
        "canvases_round",
        ["INSERT", "UPDATE"],
        "A round adopts after its deadline, with its quorum and without an objection.",
        "NEW.outcome = 'adopted' AND (NEW.closed_at < NEW.deadline"
        " OR EXISTS (SELECT 1 FROM canvases_voice v WHERE v.round_id = NEW.id AND v.replaced_at IS NULL"
        " AND v.position = 'objection')"
        " OR NEW.quorum > (SELECT COUNT(*) FROM canvases_voice v WHERE v.round_id = NEW.id AND v.replaced_at IS NULL))",
    ),
    Guard(
        "round_stays_as_it_ended",
        "canvases_round",
        ["UPDATE"],
        DECISION,
        "OLD.outcome <> '' OR NEW.version_id <> OLD.version_id OR NEW.deadline <> OLD.deadline"
        " OR NEW.quorum <> OLD.quorum OR NEW.voter_count <> OLD.voter_count",
    ),
    Guard(
        "voice_stays_as_given",
        "canvases_voice",
        ["UPDATE"],
        DECISION,
        "OLD.replaced_at IS NOT NULL OR NEW.position <> OLD.position OR NEW.reason <> OLD.reason"
        " OR NEW.proposal <> OLD.proposal OR NEW.structure_id <> OLD.structure_id OR NEW.round_id <> OLD.round_id",
    ),
    Guard("version_stays_as_decided_on", "canvases_version", ["UPDATE", "DELETE"], DECISION),
    *(
        Guard(f"{table}_is_kept", f"canvases_{table}", ["DELETE"], DECISION)
        for table in ("canvas", "round", "voice", "answer", "wording")
    ),
]
