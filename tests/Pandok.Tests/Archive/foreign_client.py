# A DICOMweb client that shares no code with the server: Python's HTTP and mail parsers, pydicom for everything of DICOM.
# Arguments: base address, cookie, an instance's path, folder for files. Prints what it saw as JSON.
import email, email.policy, hashlib, io, json, os, sys, urllib.request
import pydicom

base, cookie, path, folder = sys.argv[1:5]


def get(url, accept):
    request = urllib.request.Request(url if url.startswith("http") else base + url, headers={"Accept": accept, "Cookie": cookie})
    with urllib.request.urlopen(request) as answer:
        return answer.headers["Content-Type"], answer.read()


def parts(url, accept):
    kind, body = get(url, accept)
    message = email.message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body, policy=email.policy.HTTP)
    # The payload of the mail parser keeps every byte as a surrogate; the exact bytes lie between the boundaries.
    boundary = b"--" + message.get_boundary().encode()
    return [(part.split(b"\r\n\r\n", 1)[1][:-2]) for part in body.split(boundary)[1:-1]]


study = path.split("/")[3]
found = [pydicom.Dataset.from_json(one) for one in json.loads(get("/dicom-web/studies?StudyInstanceUID=" + study, "application/dicom+json")[1])]
metadata = pydicom.Dataset.from_json(json.loads(get(path + "/metadata", "application/dicom+json")[1])[0], bulk_data_uri_handler=lambda tag, vr, uri: get(uri, "application/octet-stream")[1])
stored_bytes = get(path, "application/dicom; transfer-syntax=*")[1]
stored = pydicom.dcmread(io.BytesIO(stored_bytes))
plain = pydicom.dcmread(io.BytesIO(get(path, "application/dicom")[1]))
with open(os.path.join(folder, "stored.dcm"), "wb") as file:
    file.write(stored_bytes)
frames = int(metadata.get("NumberOfFrames", 1))
decoded = b"".join(parts(path + "/frames/" + ",".join(str(n + 1) for n in range(frames)), 'multipart/related; type="application/octet-stream"'))
same = all(element == metadata[element.tag] for element in stored if element.tag not in (0x7FE00010, 0x00080005) and element.VR not in ("OB", "OW", "UN", "DS", "FL", "FD"))
print(json.dumps({
    "studies": len(found), "uid": found[0].StudyInstanceUID, "patient": str(found[0].PatientID), "sameHeader": same,
    "storedSyntax": stored.file_meta.TransferSyntaxUID, "plainSyntax": plain.file_meta.TransferSyntaxUID,
    "plainIsFrames": plain.PixelData[: len(decoded)] == decoded, "bulkIsFrames": bytes(metadata.PixelData) == decoded,
    "wholeStudy": [hashlib.sha256(one).hexdigest() for one in parts("/dicom-web/studies/" + study, 'multipart/related; type="application/dicom"; transfer-syntax=*')] == [hashlib.sha256(stored_bytes).hexdigest()],
    "frames": frames, "pixels": hashlib.sha256(decoded).hexdigest(),
}))
