#!/usr/bin/python3
"""A modality for tests: performed procedure steps (N-CREATE, N-SET) and storage commitment (N-ACTION, N-EVENT-REPORT).

Speaks PS3.8 on plain sockets and lets pydicom encode data sets; it shares no code with what it tests.
Each answer is printed as one line of JSON. Exit code 0 if every status was success or warning.

  modality.py mpps   HOST PORT [--uid UID] [--end COMPLETED|DISCONTINUED] [--dataset FILE.json]
  modality.py commit HOST PORT --instance CLASS:UID ... [--listen PORT]

commit waits for the report on the same association, or, with --listen, releases and waits for a new one.
--dataset gives the attributes of N-CREATE in the DICOM JSON model. --user and --password add a user identity.
"""
import argparse
import io
import json
import socket
import struct
import sys

from pydicom.dataset import Dataset
from pydicom.filereader import read_dataset
from pydicom.filewriter import write_dataset
from pydicom.filebase import DicomBytesIO
from pydicom.uid import generate_uid

MPPS = "1.2.840.10008.3.1.2.3.3"
COMMITMENT = "1.2.840.10008.1.20.1"
COMMITMENT_INSTANCE = "1.2.840.10008.1.20.1.1"
IMPLICIT = "1.2.840.10008.1.2"
N_EVENT_REPORT, N_SET, N_ACTION, N_CREATE, RESPONSE = 0x0100, 0x0120, 0x0130, 0x0140, 0x8000


def encode(dataset):
    out = DicomBytesIO()
    out.is_little_endian, out.is_implicit_VR = True, True
    write_dataset(out, dataset)
    return out.getvalue()


def decode(data):
    return read_dataset(io.BytesIO(data), is_implicit_VR=True, is_little_endian=True)


def item(kind, value):
    return struct.pack(">BBH", kind, 0, len(value)) + value


def field(value):
    return struct.pack(">H", len(value)) + value


def command(**elements):
    """A command set; names are pydicom's keywords."""
    body = Dataset()
    for name, value in elements.items():
        setattr(body, name, value)
    data = encode(body)
    return struct.pack("<HHII", 0, 0, 4, len(data)) + data


class Association:
    def __init__(self, connection):
        self.connection = connection
        self.context = 1
        self.fragments = []

    def read(self, count):
        data = b""
        while len(data) < count:
            part = self.connection.recv(count - len(data))
            if not part:
                raise SystemExit("the peer closed the connection")
            data += part
        return data

    def read_pdu(self):
        kind, _, length = struct.unpack(">BBI", self.read(6))
        return kind, self.read(length)

    def send_pdu(self, kind, body):
        self.connection.sendall(struct.pack(">BBI", kind, 0, len(body)) + body)

    def request(self, called, calling, sop_class, user, password):
        body = struct.pack(">HH16s16s32x", 1, 0, called.ljust(16).encode(), calling.ljust(16).encode())
        body += item(0x10, b"1.2.840.10008.3.1.1.1")
        body += item(0x20, bytes([self.context, 0, 0, 0]) + item(0x30, sop_class.encode()) + item(0x40, IMPLICIT.encode()))
        about = item(0x51, struct.pack(">I", 16384)) + item(0x52, b"1.2.826.0.1.3680043.8.498.1")
        if user:
            about += item(0x58, bytes([2 if password else 1, 1]) + field(user.encode()) + field((password or "").encode()))
        self.send_pdu(1, body + item(0x50, about))
        kind, answer = self.read_pdu()
        if kind != 2:
            raise SystemExit(f"the association was refused: {kind} {answer.hex()}")
        say("associated", identityConfirmed=bytes([0x59, 0]) in answer[68:])

    def accept(self):
        """Answers A-ASSOCIATE-RQ: every context in implicit little endian, roles as asked for."""
        kind, body = self.read_pdu()
        assert kind == 1, kind
        answer, roles, rest = item(0x10, b"1.2.840.10008.3.1.1.1"), b"", body[68:]
        while rest:
            kind, length = rest[0], struct.unpack(">H", rest[2:4])[0]
            value, rest = rest[4:4 + length], rest[4 + length:]
            if kind == 0x20:
                self.context = value[0]
                answer += item(0x21, bytes([value[0], 0, 0, 0]) + item(0x40, IMPLICIT.encode()))
            while kind == 0x50 and value:
                sub, length = value[0], struct.unpack(">H", value[2:4])[0]
                roles += value[:4 + length] if sub == 0x54 else b""
                value = value[4 + length:]
        answer += item(0x50, item(0x51, struct.pack(">I", 16384)) + item(0x52, b"1.2.826.0.1.3680043.8.498.1") + roles)
        self.send_pdu(2, body[:68] + answer)
        say("accepted", calling=body[20:36].decode().strip(), roles=len(roles) > 0)

    def send(self, command_set, dataset=None):
        self.send_pdu(4, struct.pack(">IBB", len(command_set) + 2, self.context, 3) + command_set)
        data = b"" if dataset is None else encode(dataset)
        for at in range(0, len(data), 16000):
            part = data[at:at + 16000]
            self.send_pdu(4, struct.pack(">IBB", len(part) + 2, self.context, 2 if at + 16000 >= len(data) else 0) + part)

    def receive(self):
        """The next message: command and data set, if there is one."""
        command_set = decode(self.read_part(1))
        return command_set, None if command_set.CommandDataSetType == 0x0101 else decode(self.read_part(0))

    def read_part(self, is_command):
        whole = b""
        while True:
            while not self.fragments:
                kind, body = self.read_pdu()
                if kind != 4:
                    raise SystemExit(f"PDU {kind} instead of data")
                while body:
                    length = struct.unpack(">I", body[:4])[0]
                    self.fragments.append((body[5], body[6:4 + length]))
                    body = body[4 + length:]
            flags, data = self.fragments.pop(0)
            assert flags & 1 == is_command
            whole += data
            if flags & 2:
                return whole

    def release(self):
        self.send_pdu(5, bytes(4))
        kind, _ = self.read_pdu()
        assert kind == 6, kind
        self.connection.close()


def say(what, **facts):
    print(json.dumps({"what": what, **facts}), flush=True)


def told(what, association):
    answer, dataset = association.receive()
    say(what, status=answer.Status, comment=getattr(answer, "ErrorComment", None), dataset=None if dataset is None else dataset.to_json_dict())
    return answer.Status == 0 or answer.Status in (0x0107, 0x0116)


def mpps(association, options):
    uid = options.uid or generate_uid()
    begin = Dataset.from_json(open(options.dataset, encoding="utf-8").read()) if options.dataset else Dataset()
    begin.PerformedProcedureStepStatus = "IN PROGRESS"
    association.send(command(AffectedSOPClassUID=MPPS, CommandField=N_CREATE, MessageID=1, CommandDataSetType=1, AffectedSOPInstanceUID=uid), begin)
    well = told("N-CREATE", association)
    end = Dataset()
    end.PerformedProcedureStepStatus = options.end
    association.send(command(RequestedSOPClassUID=MPPS, CommandField=N_SET, MessageID=2, CommandDataSetType=1, RequestedSOPInstanceUID=uid), end)
    well = told("N-SET", association) and well
    association.release()
    return well


def commit(association, options):
    request = Dataset()
    request.TransactionUID = generate_uid()
    request.ReferencedSOPSequence = []
    for sop_class, instance in (pair.split(":") for pair in options.instance):
        reference = Dataset()
        reference.ReferencedSOPClassUID, reference.ReferencedSOPInstanceUID = sop_class, instance
        request.ReferencedSOPSequence.append(reference)
    listener = socket.create_server(("127.0.0.1", options.listen)) if options.listen else None
    association.send(command(RequestedSOPClassUID=COMMITMENT, CommandField=N_ACTION, MessageID=1, CommandDataSetType=1, RequestedSOPInstanceUID=COMMITMENT_INSTANCE, ActionTypeID=1), request)
    if not told("N-ACTION", association):
        return False
    reporting = association
    if listener:
        association.release()
        listener.settimeout(options.wait)
        reporting = Association(listener.accept()[0])
        reporting.connection.settimeout(options.wait)
        reporting.accept()
    report, result = reporting.receive()
    assert report.CommandField == N_EVENT_REPORT, hex(report.CommandField)
    say("N-EVENT-REPORT", event=report.EventTypeID, sameTransaction=result.TransactionUID == request.TransactionUID,
        committed=[one.ReferencedSOPInstanceUID for one in getattr(result, "ReferencedSOPSequence", [])],
        failed=[[one.ReferencedSOPInstanceUID, one.FailureReason] for one in getattr(result, "FailedSOPSequence", [])])
    reporting.send(command(AffectedSOPClassUID=COMMITMENT, CommandField=N_EVENT_REPORT | RESPONSE, MessageIDBeingRespondedTo=report.MessageID,
                           CommandDataSetType=0x0101, Status=0, AffectedSOPInstanceUID=COMMITMENT_INSTANCE, EventTypeID=report.EventTypeID))
    if listener:
        kind, _ = reporting.read_pdu()
        say("released", kind=kind)
        reporting.send_pdu(6, bytes(4))
    else:
        association.release()
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=["mpps", "commit"])
    parser.add_argument("host")
    parser.add_argument("port", type=int)
    parser.add_argument("--calling", default="MODALITY")
    parser.add_argument("--called", default="PANDOK")
    parser.add_argument("--user")
    parser.add_argument("--password")
    parser.add_argument("--uid")
    parser.add_argument("--end", default="COMPLETED")
    parser.add_argument("--dataset")
    parser.add_argument("--instance", action="append", default=[])
    parser.add_argument("--listen", type=int)
    parser.add_argument("--wait", type=float, default=30)
    options = parser.parse_args()
    connection = socket.create_connection((options.host, options.port), timeout=options.wait)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    association = Association(connection)
    association.request(options.called, options.calling, MPPS if options.task == "mpps" else COMMITMENT, options.user, options.password)
    return 0 if {"mpps": mpps, "commit": commit}[options.task](association, options) else 1


if __name__ == "__main__":
    sys.exit(main())
