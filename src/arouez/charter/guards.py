"""What the database refuses of this room's rows, whoever asks."""

from arouez.guards import Guard

SENTENCE = "What was published and signed is never edited."

GUARDS = [
    Guard("charter_version_kept", "charter_charterversion", ["DELETE"], SENTENCE),
    Guard(
        "charter_version_frozen",
        "charter_charterversion",
        ["UPDATE"],
        SENTENCE,
        "NEW.network_id <> OLD.network_id OR NEW.number <> OLD.number OR NEW.text <> OLD.text"
        " OR NEW.text_sha256 <> OLD.text_sha256 OR NEW.published_at <> OLD.published_at"
        " OR NEW.published_by_id <> OLD.published_by_id OR OLD.lapse_told_at IS NOT NULL"
        " OR OLD.lapses_at IS NOT NULL AND (NEW.lapses_at IS NULL OR NEW.lapses_at <> OLD.lapses_at)",
    ),
    Guard("signature_kept", "charter_signature", ["DELETE"], SENTENCE),
    Guard(
        "signature_frozen",
        "charter_signature",
        ["UPDATE"],
        SENTENCE,
        "NEW.version_id <> OLD.version_id OR NEW.structure_id <> OLD.structure_id"
        " OR NEW.text_sha256 <> OLD.text_sha256 OR NEW.signed_at <> OLD.signed_at OR OLD.withdrawn_at IS NOT NULL"
        " AND (NEW.withdrawn_at IS NULL OR NEW.withdrawn_at <> OLD.withdrawn_at"
        " OR NEW.withdrawal_reason <> OLD.withdrawal_reason)",
    ),
    Guard(
        "signature_of_the_text",
        "charter_signature",
        ["INSERT"],
        "A signature is given to the text of its version.",
        "NOT EXISTS (SELECT 1 FROM charter_charterversion v"
        " WHERE v.id = NEW.version_id AND v.text_sha256 = NEW.text_sha256)",
    ),
    Guard(
        "suspension_frozen",
        "charter_suspension",
        ["UPDATE"],
        SENTENCE,
        "NEW.network_id <> OLD.network_id OR NEW.structure_id <> OLD.structure_id OR NEW.reason <> OLD.reason"
        " OR NEW.since <> OLD.since OR OLD.lifted_at IS NOT NULL",
    ),
    Guard("suspension_kept", "charter_suspension", ["DELETE"], SENTENCE),
]
