#!/usr/bin/python3
"""A UPS-RS client as PS3.18 chapter 11 describes one: requests and websocket-client carry, pydicom makes and reads every data set. Prints one JSON object.

  ups_client.py BASE TOKEN STUDY     BASE ends in /dicom-web
"""
import json
import sys

import requests
import websocket
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import generate_uid

base, token, study = sys.argv[1:4]
NAME = "UPS_PEER"
JSON = "application/dicom+json"
session = requests.Session()
session.headers.update({"Authorization": f"Bearer {token}", "Accept": JSON})


def build(**values):
    dataset = Dataset()
    for keyword, value in values.items():
        setattr(dataset, keyword, Sequence(value) if isinstance(value, list) and all(isinstance(one, Dataset) for one in value) else value)
    return dataset


def say(method, path, *datasets, expect):
    body = json.dumps([one.to_json_dict() for one in datasets]) if datasets else None
    answer = session.request(method, f"{base}/{path}", data=body, headers={"Content-Type": JSON} if datasets else {}, timeout=30)
    if answer.status_code != expect:
        raise SystemExit(f"{method} {path}: {answer.status_code}, not {expect}: {answer.text}")
    return answer


def read(value):
    """pydicom takes it, and gives the same back."""
    dataset = Dataset.from_json(value)
    again = Dataset.from_json(dataset.to_json_dict())
    if again != dataset:
        raise SystemExit(f"not the same again: {value}")
    return dataset


def state(uid, wanted, transaction):
    say("PUT", f"workitems/{uid}/state/{NAME}", build(ProcedureStepState=wanted, TransactionUID=transaction), expect=200)


def order(label):
    uid = generate_uid()
    made = say("POST", f"workitems?{uid}", build(ProcedureStepLabel=label, InputInformationSequence=[build(StudyInstanceUID=study)]), expect=201)
    assert made.headers["Location"].endswith(f"/workitems/{uid}"), made.headers
    return uid


first, second = order("Peer one"), order("Peer two")
where = None
for uid in (first, second):
    where = say("POST", f"workitems/{uid}/subscribers/{NAME}?deletionlock=false", expect=201).headers["Content-Location"]
line = websocket.create_connection(where, header=[f"Authorization: Bearer {token}"], timeout=30)
events = []


def hear(uid, kind):
    event = read(line.recv())
    assert event.AffectedSOPInstanceUID == uid and event.EventTypeID == kind, event
    events.append(kind)
    return event


found = [read(one) for one in say("GET", "workitems?ProcedureStepLabel=Peer*&ProcedureStepState=SCHEDULED", expect=200).json()]
assert {one.SOPInstanceUID for one in found} == {first, second}, found
for one in found:
    for keyword in ("SOPClassUID", "ProcedureStepState", "ScheduledProcedureStepPriority", "WorklistLabel", "ScheduledProcedureStepStartDateTime", "InputReadinessState", "PatientName", "PatientID"):
        assert one.get(keyword), keyword
    assert "TransactionUID" not in one

transaction = generate_uid()
state(first, "IN PROGRESS", transaction)
began = hear(first, 1)
hear(first, 5)
say("POST", f"workitems/{first}?{transaction}", build(ProcedureStepProgressInformationSequence=[build(ProcedureStepProgress="40")]), expect=200)
progress = hear(first, 3)
performed = build(OutputInformationSequence=[build(StudyInstanceUID=study)])
say("POST", f"workitems/{first}?{transaction}", build(UnifiedProcedureStepPerformedProcedureSequence=[performed]), expect=200)
state(first, "COMPLETED", transaction)
ended = hear(first, 1)

other = generate_uid()
state(second, "IN PROGRESS", other)
hear(second, 1)
hear(second, 5)
say("PUT", f"workitems/{second}/state/{NAME}", build(ProcedureStepState="COMPLETED", TransactionUID=generate_uid()), expect=409)
say("POST", f"workitems/{second}/cancelrequest/{NAME}", build(ReasonForCancellation="Peer thinks again"), expect=202)
wish = hear(second, 2)
state(second, "CANCELED", other)
hear(second, 1)

final = read(say("GET", f"workitems/{first}", expect=200).json()[0])
line.close()
print(json.dumps({
    "first": first, "second": second, "events": events,
    "began": began.ProcedureStepState, "ended": ended.ProcedureStepState, "progress": f"{float(progress.ProcedureStepProgressInformationSequence[0].ProcedureStepProgress):g}",
    "requester": wish.RequestingAE, "reason": wish.ReasonForCancellation, "final": final.ProcedureStepState, "study": final.InputInformationSequence[0].StudyInstanceUID,
}))
