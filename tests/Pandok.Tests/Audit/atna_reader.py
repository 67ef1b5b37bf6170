"""Reads audit messages, one XML document a line, and checks them against the schema of DICOM PS3.15 A.5.1 as far as it is structure: names, order of meaning, required attributes, code lists."""
import base64, re, sys, json
import xml.etree.ElementTree as xml

CODE = {"csd-code", "codeSystemName", "displayName", "originalText"}
CHILDREN = {
    "AuditMessage": ["EventIdentification", "ActiveParticipant", "AuditSourceIdentification", "ParticipantObjectIdentification"],
    "EventIdentification": ["EventID", "EventTypeCode", "EventOutcomeDescription"],
    "ActiveParticipant": ["RoleIDCode", "MediaIdentifier"],
    "AuditSourceIdentification": ["AuditSourceTypeCode"],
    "ParticipantObjectIdentification": ["ParticipantObjectIDTypeCode", "ParticipantObjectName", "ParticipantObjectQuery", "ParticipantObjectDetail", "ParticipantObjectDescription"],
}
REQUIRED = {
    "EventIdentification": {"EventActionCode", "EventDateTime", "EventOutcomeIndicator"},
    "ActiveParticipant": {"UserID", "UserIsRequestor"},
    "AuditSourceIdentification": {"AuditSourceID"},
    "AuditSourceTypeCode": {"csd-code"},
    "ParticipantObjectIdentification": {"ParticipantObjectID"},
    "ParticipantObjectDetail": {"type", "value"},
}
OPTIONAL = {
    "ActiveParticipant": {"AlternativeUserID", "UserName", "NetworkAccessPointID", "NetworkAccessPointTypeCode"},
    "AuditSourceIdentification": {"AuditEnterpriseSiteID"},
    "AuditSourceTypeCode": {"codeSystemName", "displayName", "originalText"},
    "ParticipantObjectIdentification": {"ParticipantObjectTypeCode", "ParticipantObjectTypeCodeRole", "ParticipantObjectDataLifeCycle", "ParticipantObjectSensitivity"},
}
VALUES = {
    "EventActionCode": r"[CRUDE]", "EventOutcomeIndicator": r"0|4|8|12", "UserIsRequestor": r"true|false|0|1", "ParticipantObjectTypeCode": r"[1-4]",
    "ParticipantObjectTypeCodeRole": r"[1-9]|1\d|2[0-6]", "EventDateTime": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)",
}
# CID 400 and 401: what an event may be called.
EVENTS = {"110100", "110101", "110102", "110103", "110104", "110105", "110106", "110107", "110108", "110109", "110110", "110111", "110112", "110113", "110114"}


def check(element, at):
    coded = element.tag in ("EventID", "EventTypeCode", "RoleIDCode", "ParticipantObjectIDTypeCode")
    required = {"csd-code", "codeSystemName", "originalText"} if coded else REQUIRED.get(element.tag, set())
    allowed = CODE if coded else required | OPTIONAL.get(element.tag, set())
    assert required <= set(element.keys()), f"{at}: {element.tag} lacks {required - set(element.keys())}"
    assert set(element.keys()) <= allowed, f"{at}: {element.tag} has {set(element.keys()) - allowed}"
    for name, value in element.items():
        assert name not in VALUES or re.fullmatch(VALUES[name], value), f"{at}: {name}={value}"
        assert value != "" or coded, f"{at}: {name} is empty"
    order = CHILDREN.get(element.tag, [])
    places = [order.index(child.tag) for child in element]
    assert places == sorted(places), f"{at}: {element.tag} has its parts out of order"
    for child in element:
        check(child, at)


def read(line, number):
    message = xml.fromstring(line)
    at = f"message {number}"
    assert message.tag == "AuditMessage", at
    check(message, at)
    count = lambda tag: len(message.findall(tag))
    assert (count("EventIdentification"), count("AuditSourceIdentification")) == (1, 1) and count("ActiveParticipant") >= 1, at
    event = message.find("EventIdentification/EventID")
    assert event.get("codeSystemName") != "DCM" or event.get("csd-code") in EVENTS, f"{at}: {event.get('csd-code')}"
    for part in message.findall("ParticipantObjectIdentification"):
        assert len(part.findall("ParticipantObjectIDTypeCode")) == 1, at
        assert len(part.findall("ParticipantObjectName")) + len(part.findall("ParticipantObjectQuery")) == 1, at
    details = {d.get("type"): base64.b64decode(d.get("value"), validate=True).decode() for d in message.iter("ParticipantObjectDetail")}
    rows = [p.get("ParticipantObjectID") for p in message.findall("ParticipantObjectIdentification") if p.find("ParticipantObjectIDTypeCode").get("csd-code") == "audit-row"]
    study = [p.get("ParticipantObjectID") for p in message.findall("ParticipantObjectIdentification") if p.find("ParticipantObjectIDTypeCode").get("csd-code") == "110180"]
    return {"row": int(rows[0]), "hash": details["hash"], "event": event.get("csd-code"), "type": message.find("EventIdentification/EventTypeCode").get("csd-code"),
            "outcome": message.find("EventIdentification").get("EventOutcomeIndicator"), "action": message.find("EventIdentification").get("EventActionCode"), "study": study[0] if study else None}


with open(sys.argv[1], encoding="utf-8") as lines:
    print(json.dumps([read(line, n) for n, line in enumerate(lines, 1)]))
