#!/usr/bin/python3
"""A foreign DICOM peer for the services that DCMTK's tools do not speak: performed procedure steps and storage commitment.

The upper layer (PS3.8) is written out here, data sets are pydicom's. Prints one JSON object.

  dimse_peer.py mpps    HOST PORT CALLING create|set UID ATTRIBUTES.json
  dimse_peer.py commit  HOST PORT CALLING TRANSACTION ITEMS.json WAIT   (waits so many seconds for the answer on the same association)
  dimse_peer.py listen  PORT AE WAIT                                    (takes one N-EVENT-REPORT on an association of the peer's)
"""
import json
import socket
import struct
import sys

from pydicom.dataset import Dataset
from pydicom.filebase import DicomBytesIO
from pydicom.filereader import read_dataset
from pydicom.filewriter import write_dataset
from pydicom.sequence import Sequence

MPPS = "1.2.840.10008.3.1.2.3.3"
COMMIT = "1.2.840.10008.1.20.1"
COMMIT_INSTANCE = "1.2.840.10008.1.20.1.1"
IMPLICIT = "1.2.840.10008.1.2"


def encode(dataset):
    out = DicomBytesIO()
    out.is_little_endian, out.is_implicit_VR = True, True
    write_dataset(out, dataset)
    return out.getvalue()


def decode(data):
    return read_dataset(DicomBytesIO(data), True, True)


def command(**elements):
    body = Dataset()
    for keyword, value in elements.items():
        setattr(body, keyword, value)
    data = encode(body)
    head = Dataset()
    head.add_new(0x00000000, "UL", len(data))
    return encode(head) + data


def item(kind, data):
    return struct.pack(">BBH", kind, 0, len(data)) + data


def title(ae):
    return ae.ljust(16).encode("ascii")


class Line:
    def __init__(self, sock):
        self.sock = sock

    def exactly(self, count):
        data = b""
        while len(data) < count:
            part = self.sock.recv(count - len(data))
            if not part:
                raise EOFError("the line ended")
            data += part
        return data

    def pdu(self):
        kind, _, length = struct.unpack(">BBI", self.exactly(6))
        return kind, self.exactly(length)

    def send_pdu(self, kind, data):
        self.sock.sendall(struct.pack(">BBI", kind, 0, len(data)) + data)

    def associate(self, calling, abstract):
        context = item(0x20, bytes([1, 0, 0, 0]) + item(0x30, abstract.encode()) + item(0x40, IMPLICIT.encode()))
        user = item(0x50, item(0x51, struct.pack(">I", 16384)) + item(0x52, b"2.25.1") + item(0x55, b"PEER"))
        self.send_pdu(1, struct.pack(">HH", 1, 0) + title("PANDOK") + title(calling) + bytes(32) + item(0x10, b"1.2.840.10008.3.1.1.1") + context + user)
        kind, data = self.pdu()
        if kind != 2:
            raise SystemExit(json.dumps({"associated": False, "pdu": kind}))
        at = data.index(b"\x21\x00")
        if data[at + 6] != 0:
            raise SystemExit(json.dumps({"associated": True, "context": data[at + 6]}))

    def accept(self, ae):
        kind, data = self.pdu()
        assert kind == 1, kind
        called = data[4:20].decode().strip()
        role, contexts, at = b"", b"", 68
        while at < len(data):
            what, _, length = struct.unpack(">BBH", data[at : at + 4])
            body = data[at + 4 : at + 4 + length]
            if what == 0x20:
                contexts += item(0x21, bytes([body[0], 0, 0, 0]) + item(0x40, IMPLICIT.encode()))
            if what == 0x50:
                sub = 0
                while sub < len(body):
                    inner, _, size = struct.unpack(">BBH", body[sub : sub + 4])
                    if inner == 0x54:
                        role = body[sub : sub + 4 + size]
                    sub += 4 + size
            at += 4 + length
        user = item(0x50, item(0x51, struct.pack(">I", 16384)) + item(0x52, b"2.25.1") + role)
        self.send_pdu(2, data[:68] + item(0x10, b"1.2.840.10008.3.1.1.1") + contexts + user)
        uid_length = struct.unpack(">H", role[4:6])[0] if role else 0
        return called == ae, list(role[6 + uid_length : 8 + uid_length])

    def send(self, cmd, dataset=None, context=1):
        def fragment(flags, data):
            self.send_pdu(4, struct.pack(">I", len(data) + 2) + bytes([context, flags]) + data)

        fragment(3, cmd)
        if dataset is not None:
            data = encode(dataset)
            for begin in range(0, len(data), 16000):
                fragment(2 if begin + 16000 >= len(data) else 0, data[begin : begin + 16000])

    def receive(self):
        parts, needs, cmd = {True: b"", False: b""}, True, None
        while needs:
            kind, data = self.pdu()
            if kind == 5:
                self.send_pdu(6, bytes(4))
                raise EOFError("released")
            if kind != 4:
                raise EOFError(f"PDU {kind}")
            while data:
                length, context, flags = struct.unpack(">IBB", data[:6])
                parts[bool(flags & 1)] += data[6 : 4 + length]
                data = data[4 + length :]
                if flags == 3:
                    cmd = decode(parts[True])
                    needs = cmd.CommandDataSetType != 0x0101
                elif flags == 2:
                    needs = False
        return cmd, (decode(parts[False]) if parts[False] else None), context

    def release(self):
        self.send_pdu(5, bytes(4))
        try:
            self.pdu()
        except (EOFError, OSError):
            pass


def build(attributes):
    dataset = Dataset()
    for keyword, value in attributes.items():
        setattr(dataset, keyword, Sequence([build(one) for one in value]) if isinstance(value, list) and all(isinstance(one, dict) for one in value) else value)
    return dataset


def call(host, port, calling, abstract):
    line = Line(socket.create_connection((host, int(port)), timeout=60))
    line.associate(calling, abstract)
    return line


def status(cmd):
    blamed = cmd.get("AttributeIdentifierList")
    return {
        "status": f"{cmd.Status:04X}",
        "comment": getattr(cmd, "ErrorComment", None),
        "errorId": f"{cmd.ErrorID:04X}" if "ErrorID" in cmd else None,
        "sopClass": getattr(cmd, "AffectedSOPClassUID", None),
        "sopInstance": getattr(cmd, "AffectedSOPInstanceUID", None),
        "attributes": [f"{tag:08X}" for tag in ([blamed] if isinstance(blamed, int) else blamed or [])],
    }


def report_of(cmd, dataset, line, context):
    def listed(name):
        return [
            {"sopClass": one.ReferencedSOPClassUID, "sopInstance": one.ReferencedSOPInstanceUID, "reason": f"{one.FailureReason:04X}" if "FailureReason" in one else None}
            for one in getattr(dataset, name, [])
        ]

    line.send(command(AffectedSOPClassUID=COMMIT, CommandField=0x8100, MessageIDBeingRespondedTo=cmd.MessageID, CommandDataSetType=0x0101, Status=0, AffectedSOPInstanceUID=COMMIT_INSTANCE, EventTypeID=cmd.EventTypeID), context=context)
    return {"event": cmd.EventTypeID, "transaction": dataset.TransactionUID, "safe": listed("ReferencedSOPSequence"), "failed": listed("FailedSOPSequence")}


def mpps(host, port, calling, verb, uid, path):
    with open(path, encoding="utf-8") as file:
        dataset = build(json.load(file))
    line = call(host, port, calling, MPPS)
    if verb == "create":
        line.send(command(AffectedSOPClassUID=MPPS, CommandField=0x0140, MessageID=1, CommandDataSetType=1, AffectedSOPInstanceUID=uid), dataset)
    else:
        line.send(command(RequestedSOPClassUID=MPPS, CommandField=0x0120, MessageID=1, CommandDataSetType=1, RequestedSOPInstanceUID=uid), dataset)
    cmd, _, _ = line.receive()
    line.release()
    return status(cmd)


def commit(host, port, calling, transaction, path, wait):
    with open(path, encoding="utf-8") as file:
        items = json.load(file)
    line = call(host, port, calling, COMMIT)
    dataset = build({"TransactionUID": transaction, "ReferencedSOPSequence": items})
    line.send(command(RequestedSOPClassUID=COMMIT, CommandField=0x0130, MessageID=1, CommandDataSetType=1, RequestedSOPInstanceUID=COMMIT_INSTANCE, ActionTypeID=1), dataset)
    cmd, _, _ = line.receive()
    answer = status(cmd)
    if float(wait) > 0:
        line.sock.settimeout(float(wait))
        cmd, event, context = line.receive()
        answer["report"] = report_of(cmd, event, line, context)
    line.release()
    return answer


def listen(port, ae, wait):
    server = socket.create_server(("127.0.0.1", int(port)))
    server.settimeout(float(wait))
    sock, _ = server.accept()
    sock.settimeout(float(wait))
    line = Line(sock)
    named, roles = line.accept(ae)
    cmd, dataset, context = line.receive()
    answer = {"named": named, "roles": roles, "report": report_of(cmd, dataset, line, context)}
    try:
        line.receive()
    except EOFError:
        pass
    return answer


print(json.dumps({"mpps": mpps, "commit": commit, "listen": listen}[sys.argv[1]](*sys.argv[2:])))
