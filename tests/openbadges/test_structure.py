"""The shape of a credential, and the path to what is wrong with it (OB 3.0 §B)."""

from copy import deepcopy

import pytest

from arouez.openbadges import sign
from arouez.openbadges.errors import MemberMissing, NotABadge, SchemaUnknown, StructureError, WrongType
from arouez.openbadges.structure import check_structure, is_strict, issuer_id, kind_of, unknown_schemas

from .shelf import AT


class Missing:
    """Takes a member away, where a value would replace it."""

    def __repr__(self):
        return "MISSING"


MISSING = Missing()


def changed(document, path, value):
    document = deepcopy(document)
    *parents, last = path
    target = document
    for step in parents:
        target = target[step]
    if value is MISSING:
        del target[last]
    else:
        target[last] = value
    return document


def spelled(path):
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


SUBJECT = ["credentialSubject"]
ACHIEVEMENT = [*SUBJECT, "achievement"]


@pytest.mark.parametrize(
    "path",
    [
        ["@context"], ["id"], ["issuer"], ["validFrom"], ["credentialSubject"],
        ["issuer", "id"], ["issuer", "type"], [*SUBJECT, "type"], ACHIEVEMENT,
        [*SUBJECT, "identifier", 0, "type"], [*SUBJECT, "identifier", 0, "hashed"],
        [*SUBJECT, "identifier", 0, "identityHash"], [*SUBJECT, "identifier", 0, "identityType"],
        *([*ACHIEVEMENT, name] for name in ("id", "type", "name", "description", "criteria")),
        [*ACHIEVEMENT, "image", "id"], [*ACHIEVEMENT, "image", "type"], [*ACHIEVEMENT, "creator", "id"],
        *([*ACHIEVEMENT, "alignment", 0, name] for name in ("type", "targetName", "targetUrl")),
        ["evidence", 1, "type"], ["credentialStatus", "type"],
    ],
    ids=spelled,
)  # fmt: skip
def test_what_is_required_must_be_there(badge, path):
    with pytest.raises(MemberMissing) as refused:
        check_structure(changed(badge.to_json(), path, MISSING))
    assert str(refused.value) == f"{spelled(path)} is missing."


@pytest.mark.parametrize(
    "path",
    [["issuer", "type"], [*SUBJECT, "type"], [*ACHIEVEMENT, "type"], [*ACHIEVEMENT, "creator", "type"],
     [*ACHIEVEMENT, "image", "type"], [*ACHIEVEMENT, "alignment", 0, "type"], ["evidence", 0, "type"],
     [*SUBJECT, "identifier", 0, "type"]],
    ids=spelled,
)  # fmt: skip
@pytest.mark.parametrize("value", ["Thing", ["Thing"], [], 7, [["Profile"]], {}])
def test_a_type_must_name_what_the_standard_asks_for(badge, path, value):
    with pytest.raises(WrongType) as refused:
        check_structure(changed(badge.to_json(), path, value))
    assert str(refused.value).startswith(spelled(path) + " ")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["id"], "badges/1"), (["id"], 7), (["name"], 7),
        (["validFrom"], "2026-05-04"), (["validFrom"], 7), (["validUntil"], "2026-05-04T09:30:00"),
        (["issuer"], "fab"), (["issuer"], [{"id": "urn:a", "type": "Profile"}]), (["issuer", "url"], "fab.example"),
        (["issuer", "image"], "https://fab.example/logo.png"),
        (["credentialSubject"], []), (["credentialStatus"], []), (["credentialStatus"], "https://fab.example/1"),
        ([*SUBJECT, "identifier", 0, "hashed"], "true"),
        ([*SUBJECT, "identifier", 0, "identityType"], "phone"), ([*SUBJECT, "identifier", 0, "identityType"], []),
        ([*SUBJECT, "identifier", 0, "extra"], "x"), ([*SUBJECT, "source"], "urn:a"),
        ([*SUBJECT, "creditsEarned"], "3"), ([*SUBJECT, "creditsEarned"], True),
        ([*ACHIEVEMENT, "criteria"], "https://fab.example"), ([*ACHIEVEMENT, "image", "extra"], "x"),
        ([*ACHIEVEMENT, "tag", 1], 7), ([*ACHIEVEMENT, "alignment", 0, "targetUrl"], "x"),
        (["evidence", 0], "https://fab.example"), (["evidence", 0, "id"], "photo.jpg"),
    ],
    ids=str,
)  # fmt: skip
def test_a_value_that_has_no_place_there_is_refused_with_its_path(badge, path, value):
    with pytest.raises(StructureError) as refused:
        check_structure(changed(badge.to_json(), path, value))
    assert str(refused.value).startswith(spelled(path)), str(refused.value)


def test_single_values_are_read_like_arrays(badge):
    document = badge.to_json()
    document["evidence"] = document["evidence"][0] | {"type": "Evidence"}
    document["credentialSubject"]["achievement"]["tag"] = "laser"
    document["issuer"]["type"] = "Profile"
    assert check_structure(document) == "OB3"


def test_an_issuer_may_be_a_bare_address(badge):
    document = badge.to_json() | {"issuer": "did:web:fab.example"}
    assert check_structure(document) == "OB3"
    assert issuer_id(document) == "did:web:fab.example"


def test_a_badge_that_names_nobody_is_read_with_a_remark_and_never_signed(badge, key):
    document = badge.to_json()
    del document["credentialSubject"]["id"], document["credentialSubject"]["identifier"]
    assert check_structure(document) == "OB3"
    assert not is_strict(document)
    with pytest.raises(StructureError):
        sign(document, key, AT)


def test_a_picture_may_be_a_bare_address_in_the_first_drafts_only(badge):
    document = badge.to_json()
    document["issuer"]["image"] = "https://fab.example/logo.png"
    with pytest.raises(StructureError, match=r"^issuer\.image "):
        check_structure(document)
    document["@context"][0] = "https://www.w3.org/2018/credentials/v1"
    document |= {"issuanceDate": document.pop("validFrom"), "expirationDate": document.pop("validUntil")}
    assert check_structure(document) == "OB3"
    assert not is_strict(document)


def test_validity_cannot_end_before_it_starts(badge):
    with pytest.raises(StructureError):
        check_structure(badge.to_json() | {"validUntil": "2020-01-01T00:00:00Z"})


def test_an_embedded_endorsement_is_checked_too(badge):
    endorsement = {
        "@context": badge.to_json()["@context"],
        "id": "urn:e",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Vu",
        "issuer": "did:web:a.example",
        "validFrom": "2026-05-04T09:30:00Z",
        "credentialSubject": {"id": "urn:a", "type": ["EndorsementSubject"]},
    }
    document = badge.to_json() | {"endorsement": [endorsement]}
    assert check_structure(document) == "OB3"
    with pytest.raises(MemberMissing, match=r"^endorsement\[0\]\.name"):
        check_structure(changed(document, ["endorsement", 0, "name"], MISSING))


def test_a_vcdm_1_badge_has_an_issuance_date(badge):
    document = badge.to_json()
    document["@context"][0] = "https://www.w3.org/2018/credentials/v1"
    with pytest.raises(MemberMissing, match="issuanceDate"):
        check_structure(document)
    assert check_structure(document | {"issuanceDate": "2026-05-04T09:30:00Z"}) == "OB3"


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        ({"type": ["VerifiableCredential", "OpenBadgeCredential"]}, "OB3"),
        ({"type": ["VerifiableCredential", "AchievementCredential"]}, "OB3"),
        ({"type": ["VerifiableCredential", "EndorsementCredential"]}, "OB3"),
        ({"type": ["VerifiableCredential", "ClrCredential"]}, "CLR2"),
        ({"type": ["VerifiableCredential", "BitstringStatusListCredential"]}, "VC"),
        ({"type": ["VerifiableCredential"]}, "VC"),
        ({"type": "VerifiableCredential"}, "VC"),
        ({"type": ["VerifiablePresentation", "Thing"]}, "VP"),
        ({"type": "Assertion", "@context": "https://w3id.org/openbadges/v2"}, "OB2"),
        ({"type": "Assertion", "@context": "https://w3id.org/openbadges/v1"}, "OB1"),
        ({"badge": "https://a.example", "recipient": {}}, "OB1"),
        ({"type": 7}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_a_document_says_what_it_is(document, kind):
    assert kind_of(document) == kind


@pytest.mark.parametrize(
    "document", [{}, {"type": 7}, {"type": "Assertion"}, {"type": ["EnvelopedVerifiableCredential"]}]
)
def test_a_document_that_is_no_credential_is_no_badge(document):
    with pytest.raises(NotABadge):
        check_structure(document)


def test_a_badge_is_a_verifiable_credential(badge):
    with pytest.raises(WrongType, match=r"^type must name VerifiableCredential"):
        check_structure(badge.to_json() | {"type": ["OpenBadgeCredential"]})


def test_a_document_of_two_kinds_must_be_both(badge):
    document = badge.to_json()
    document["type"].append("EndorsementCredential")
    with pytest.raises(WrongType, match=r"^credentialSubject\.type must name EndorsementSubject"):
        check_structure(document)


@pytest.mark.parametrize(
    "value",
    [{"fr": "Découpe"}, {"@value": "Découpe", "@language": "fr"}, ["Découpe"], None],
    ids=str,
)
@pytest.mark.parametrize(
    "path", [["name"], ["issuer", "description"], [*ACHIEVEMENT, "criteria", "narrative"]], ids=spelled
)
def test_a_badge_speaks_in_plain_text(badge, path, value):
    with pytest.raises(StructureError, match=f"^{spelled(path)} must be text"):
        check_structure(changed(badge.to_json(), path, value))


def test_a_badge_has_one_status(badge):
    document = badge.to_json()
    with pytest.raises(StructureError, match=r"^credentialStatus must be an object"):
        check_structure(document | {"credentialStatus": [document["credentialStatus"]]})


@pytest.mark.parametrize("jws", ["a.b.c", "a..c", ["a.b.c", "d.e.f"]])
def test_an_endorsement_may_be_a_compact_jws(badge, jws):
    assert check_structure(changed(badge.to_json(), ["issuer", "endorsementJwt"], jws)) == "OB3"
    for wrong in ("a.b", "a.b.c.d", "a.b.c ", {"en": "a.b.c"}):
        with pytest.raises(StructureError, match=r"^issuer\.endorsementJwt must be a compact JWS"):
            check_structure(changed(badge.to_json(), ["issuer", "endorsementJwt"], wrong))


class TestResults:
    @pytest.fixture
    def document(self, badge):
        document = badge.to_json()
        level = {"id": "urn:level:1", "type": ["RubricCriterionLevel"], "name": "Autonome"}
        description = {
            "id": "urn:result:1",
            "type": ["ResultDescription"],
            "name": "Niveau",
            "resultType": "RubricScore",
        }
        other = description | {"id": "urn:result:2", "resultType": "ext:Stars"}
        description |= {"rubricCriterionLevel": [level], "requiredLevel": "urn:level:1"}
        document["credentialSubject"]["achievement"]["resultDescription"] = [description, other]
        result = {"type": ["Result"], "resultDescription": "urn:result:1", "achievedLevel": "urn:level:1"}
        document["credentialSubject"]["result"] = [result, {"type": ["Result"], "value": "4"}]
        return document

    def test_a_result_is_of_something_that_the_achievement_describes(self, document):
        assert check_structure(document) == "OB3"

    def test_single_values_refer_like_arrays(self, document):
        subject = document["credentialSubject"]
        subject["result"] = subject["result"][0]
        subject["achievement"]["resultDescription"] = subject["achievement"]["resultDescription"][0]
        assert check_structure(document) == "OB3"

    def test_a_level_may_be_of_another_description_as_in_the_standards_example(self, document):
        path = [*SUBJECT, "result", 0, "resultDescription"]
        assert check_structure(changed(document, path, "urn:result:2")) == "OB3"

    @pytest.mark.parametrize(
        ("path", "value"),
        [
            ([*SUBJECT, "result", 0, "resultDescription"], "urn:result:3"),
            ([*SUBJECT, "result", 0, "achievedLevel"], "urn:level:2"),
            ([*SUBJECT, "result", 1, "achievedLevel"], "urn:result:1"),
            ([*ACHIEVEMENT, "resultDescription", 0, "requiredLevel"], "urn:level:2"),
            ([*ACHIEVEMENT, "resultDescription", 1, "requiredLevel"], "urn:level:1"),
        ],
        ids=str,
    )
    def test_what_it_refers_to_must_be_there(self, document, path, value):
        with pytest.raises(StructureError) as refused:
            check_structure(changed(document, path, value))
        assert str(refused.value).startswith(f"{spelled(path)} must be the id of")

    def test_results_need_descriptions_to_refer_to(self, document):
        with pytest.raises(StructureError, match=r"^credentialSubject\.result\[0\]\.resultDescription"):
            check_structure(changed(document, [*ACHIEVEMENT, "resultDescription"], MISSING))


class TestClr:
    """CLR 2.0: a learner's record, of credentials and of how achievements relate."""

    @pytest.fixture
    def record(self, badge, signed):
        document = badge.to_json()
        association = {"type": "Association", "associationType": "isChildOf", "sourceId": "urn:a", "targetId": "urn:b"}
        subject = {
            "id": "urn:uuid:5f1c7c1e-0a51-4a1e-9f6a-3f6f0d5f7f11",
            "type": ["ClrSubject"],
            "verifiableCredential": [signed],
            "achievement": [document["credentialSubject"]["achievement"]],
            "association": [association],
        }
        types = ["VerifiableCredential", "ClrCredential"]
        return document | {"type": types, "credentialSubject": subject, "partial": True}

    def test_a_record_is_accepted(self, record):
        assert check_structure(record) == "CLR2"

    @pytest.mark.parametrize(
        ("path", "value"),
        [
            (["name"], MISSING), (["partial"], "no"), ([*SUBJECT, "type"], ["AchievementSubject"]), ([*SUBJECT, "id"], MISSING),
            ([*SUBJECT, "verifiableCredential"], MISSING), ([*SUBJECT, "verifiableCredential", 0], "eyJ.e30.c2ln"),
            ([*SUBJECT, "verifiableCredential", 0, "type"], ["OpenBadgeCredential"]),
            ([*SUBJECT, "verifiableCredential", 0, "issuer"], MISSING), ([*SUBJECT, "achievement", 0, "criteria"], MISSING),
            ([*SUBJECT, "association", 0, "type"], ["Association"]), ([*SUBJECT, "association", 0, "extra"], "x"),
            ([*SUBJECT, "association", 0, "associationType"], "ext:likes"), ([*SUBJECT, "association", 0, "targetId"], MISSING),
        ],
        ids=str,
    )  # fmt: skip
    def test_what_has_no_place_in_it_is_refused_with_its_path(self, record, path, value):
        with pytest.raises(StructureError) as refused:
            check_structure(changed(record, path, value))
        assert str(refused.value).startswith(spelled(path)), str(refused.value)


class TestPlainCredentials:
    """VCDM 2.0 §4 and §5, for a credential about anything."""

    CREDENTIAL = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential"],
        "issuer": "did:example:issuer",
        "credentialSubject": {"id": "did:example:subject"},
    }

    @pytest.mark.parametrize(
        "members",
        [
            {}, {"id": "urn:1"}, {"type": "VerifiableCredential"}, {"issuer": {"id": "did:example:1", "name": "A"}},
            {"credentialSubject": [{"id": "urn:1"}, {"name": "x"}]}, {"name": {"@value": "x", "@language": "en"}},
            {"name": [{"@value": "Dog", "@language": "en"}, {"@value": "كلب", "@language": "ar", "@direction": "rtl"}]},
            {"issuer": {"id": "did:example:1", "description": {"@value": "x"}}},
            {"credentialStatus": [{"type": "Thing"}, {"id": "urn:1", "type": ["Thing", "Other"]}]},
            {"credentialSchema": {"id": "did:example:1", "type": "Thing"}}, {"evidence": [{"type": ["Thing"]}]},
            {"refreshService": {"type": "Thing"}, "termsOfUse": {"type": "Thing", "id": "urn:1"}},
            {"validFrom": "2026-05-04T09:30:00.123Z", "validUntil": "2026-05-04T11:30:00.123+02:00"},
            {"relatedResource": {"id": "https://a.example", "digestSRI": "sha384-x", "mediaType": "text/html"}},
            {"relatedResource": [{"id": "urn:1", "digestMultibase": "ux"}, {"id": "urn:2", "digestSRI": "sha256-x"}]},
            {"@context": "https://www.w3.org/2018/credentials/v1", "issuanceDate": "2026-05-04T09:30:00Z"},
        ],
        ids=str,
    )  # fmt: skip
    def test_what_vcdm_allows_is_accepted(self, members):
        assert check_structure(self.CREDENTIAL | members) == "VC"

    @pytest.mark.parametrize("member", ["@context", "issuer", "credentialSubject"])
    def test_what_vcdm_requires_must_be_there(self, member):
        with pytest.raises(MemberMissing, match=f"^{member} is missing"):
            check_structure({name: value for name, value in self.CREDENTIAL.items() if name != member})

    @pytest.mark.parametrize(
        ("path", "value"),
        [
            ("@context", 7), ("@context[0]", ["https://a.example", 7]), ("id", None), ("id", ["urn:1", "urn:2"]), ("id", "x y"),
            ("type", ["VerifiableCredential", 7]), ("issuer", None), ("issuer", "fake-issuer"), ("issuer", ["urn:1"]),
            ("issuer.id", {}), ("issuer.id", {"id": None}), ("issuer.name", {"id": "urn:1", "name": {"@value": "x", "url": "y"}}),
            ("credentialSubject", {}), ("credentialSubject", []), ("credentialSubject[1]", [{"id": "urn:1"}, {}]),
            ("credentialSubject", "urn:1"), ("credentialSubject.id", {"id": ["urn:1", "urn:2"]}),
            ("name", {"@value": "x", "@language": "en", "url": "y"}), ("name", {"en": "x"}), ("description[0]", [7]),
            ("credentialStatus.type", {"id": "urn:1"}), ("credentialStatus.type", {"type": 2}),
            ("credentialStatus.id", {"type": "Thing", "id": ["urn:1", "urn:2"]}), ("credentialStatus.id", {"type": "Thing", "id": "x"}),
            ("credentialSchema.id", {"type": "Thing"}), ("credentialSchema.id", {"type": "Thing", "id": 7}),
            ("credentialSchema.type", {"id": "urn:1"}), ("evidence.type", {}), ("evidence[0].type", [{"type": []}]),
            ("refreshService.type", {"id": "urn:1"}), ("termsOfUse[0].type", [{}]), ("proof.type", {}), ("proof[0]", ["x"]),
            ("validFrom", "yesterday"), ("validUntil", "2026-05-04"), ("relatedResource[0]", ["https://a.example"]),
            ("relatedResource.id", {"digestSRI": "sha256-x"}), ("relatedResource.digestSRI", {"id": "urn:1"}),
            ("relatedResource[1].id", [{"id": "urn:1", "digestSRI": "x"}, {"id": "urn:1", "digestMultibase": "ux"}]),
        ],
        ids=str,
    )  # fmt: skip
    def test_what_vcdm_does_not_allow_is_refused_with_its_path(self, path, value):
        member = path.split(".")[0].split("[")[0]
        with pytest.raises(StructureError) as refused:
            check_structure(self.CREDENTIAL | {member: value})
        assert str(refused.value).startswith(path.removesuffix("[0]") if member == "@context" else path), str(
            refused.value
        )

    def test_validity_cannot_end_before_it_starts(self):
        period = {"validFrom": "2026-05-04T09:30:00Z", "validUntil": "2026-05-04T09:30:00+02:00"}
        with pytest.raises(StructureError, match=r"^validFrom is later"):
            check_structure(self.CREDENTIAL | period)

    def test_vcdm_1_requires_a_date_of_issuance(self):
        with pytest.raises(MemberMissing, match=r"^issuanceDate is missing"):
            check_structure(self.CREDENTIAL | {"@context": ["https://www.w3.org/2018/credentials/v1"]})

    def test_a_status_list_has_a_purpose_and_a_list(self):
        document = self.CREDENTIAL | {"type": ["VerifiableCredential", "BitstringStatusListCredential"]}
        subject = {"type": "BitstringStatusList", "statusPurpose": "revocation", "encodedList": "uH4sI"}
        assert check_structure(document | {"credentialSubject": subject}) == "VC"
        for member in subject:
            with pytest.raises(StructureError, match=rf"^credentialSubject\.{member} is missing"):
                check_structure(
                    changed(document | {"credentialSubject": subject}, ["credentialSubject", member], MISSING)
                )


class TestPresentations:
    """VCDM 2.0 §4.13."""

    ENVELOPE = {
        "@context": "https://www.w3.org/ns/credentials/v2",
        "type": "EnvelopedVerifiableCredential",
        "id": "data:application/vc+jwt,eyJ.e30.c2ln",
    }
    PRESENTATION = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": [TestPlainCredentials.CREDENTIAL, ENVELOPE],
    }

    @pytest.mark.parametrize(
        "members",
        [
            {}, {"id": "urn:1"}, {"holder": "did:example:1"}, {"holder": {"id": "did:example:1", "name": "Acme"}},
            {"verifiableCredential": ENVELOPE}, {"termsOfUse": [{"type": "Thing"}]}, {"proof": {"type": "Thing"}},
        ],
        ids=str,
    )  # fmt: skip
    def test_what_vcdm_allows_is_accepted(self, members):
        assert check_structure(self.PRESENTATION | members) == "VP"

    def test_a_presentation_may_show_no_credential(self):
        assert check_structure(changed(self.PRESENTATION, ["verifiableCredential"], MISSING)) == "VP"

    @pytest.mark.parametrize(
        ("path", "value"),
        [
            (["@context"], MISSING), (["id"], "x"), (["holder"], "z6Mk"), (["holder"], {"name": "Acme"}), (["holder"], {"id": "z6"}),
            (["verifiableCredential", 0], "eyJ.e30.c2ln"), (["verifiableCredential", 1], 7), (["verifiableCredential"], "urn:1"),
            (["verifiableCredential", 0, "type"], ["Thing"]), (["verifiableCredential", 1, "type"], MISSING),
            (["verifiableCredential", 0, "@context"], MISSING), (["termsOfUse"], {}), (["proof"], [{}]),
        ],
        ids=str,
    )  # fmt: skip
    def test_what_vcdm_does_not_allow_is_refused_with_its_path(self, path, value):
        with pytest.raises(StructureError) as refused:
            check_structure(changed(self.PRESENTATION, path, value))
        assert str(refused.value).startswith(spelled(path)), str(refused.value)


class TestSchemas:
    """`credentialSchema`: one that is published, for credentials of this kind."""

    OURS = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
    ENDORSEMENT = OURS.replace("achievement", "endorsement")

    @staticmethod
    def named(document, *ids, validator="1EdTechJsonSchemaValidator2019"):
        return document | {"credentialSchema": [{"id": one, "type": validator} for one in ids]}

    @pytest.mark.parametrize(
        "schema",
        [
            OURS, OURS.replace("/json/", "/json-ld/"), OURS.replace("_achievement", "_anyachievement"),
            OURS.replace("/json/", "/json-ld/").replace("_achievement", "_anyachievement"),
            OURS.replace("ob/v3p0", "clr/v2p0").replace("ob_v3p0", "clr_v2p0"),
        ],
    )  # fmt: skip
    def test_a_published_schema_is_known(self, badge, schema):
        assert unknown_schemas(self.named(badge.to_json(), schema)) == []

    def test_none_need_be_named(self, badge):
        assert unknown_schemas(badge.to_json()) == []

    def test_one_may_stand_alone(self, badge):
        schema = {"id": self.OURS, "type": "1EdTechJsonSchemaValidator2019"}
        assert unknown_schemas(badge.to_json() | {"credentialSchema": schema}) == []

    @pytest.mark.parametrize(
        "schema", ["https://state.example/schema.json", OURS.replace("https", "http"), OURS + "?", OURS.upper()]
    )
    def test_one_that_we_do_not_know_is_told(self, badge, schema):
        assert unknown_schemas(self.named(badge.to_json(), self.OURS, schema)) == [schema]

    @pytest.mark.parametrize(
        "schema",
        [ENDORSEMENT, OURS.replace("ob/v3p0", "clr/v2p0").replace("ob_v3p0_achievement", "clr_v2p0_clr"), None, ["x"]],
        ids=str,
    )
    def test_one_for_another_kind_is_refused(self, badge, schema):
        with pytest.raises(SchemaUnknown, match=r"^credentialSchema\[1\]\.id "):
            unknown_schemas(self.named(badge.to_json(), self.OURS, schema))

    def test_schemas_of_other_validators_are_left_alone(self, badge):
        document = self.named(badge.to_json(), "https://state.example/schema.json", validator="JsonSchema")
        assert unknown_schemas(document) == []

    def test_a_plain_credential_has_no_schema_of_1edtech(self):
        with pytest.raises(SchemaUnknown):
            unknown_schemas(self.named(TestPlainCredentials.CREDENTIAL, self.OURS))
