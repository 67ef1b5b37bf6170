# Reads lines "path<TAB>our DICOM JSON", reads each file with pydicom and with DCMTK's dcm2json, and prints "path<TAB>tag" wherever our value is not theirs:
# where both agree, or where only one of them reads the file, ours has to be the same; where they differ, ours has to be one of the two.
import base64, json, os, re, subprocess, sys, warnings
import pydicom
warnings.simplefilter('ignore')

def plain(value):
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items() if v not in (None, '')}
    if isinstance(value, str):
        text = value.strip(' \0')
        try: return float(text)
        except ValueError: return text
    if isinstance(value, (int, float)): return float(value)
    return value or ''

def element(e):
    if e is None: return None
    if 'InlineBinary' in e: return ('binary', base64.b64decode(e['InlineBinary'] or '').rstrip(b'\0'))
    values = e.get('Value') or []
    if e['vr'] == 'SQ': return ('items', [items(item or {}) for item in values])
    values = [plain(v) for v in values]
    while values and values[-1] in ('', {}): values.pop()
    return ('values', values)

def items(ds):
    return {t: (e['vr'], element(e)) for t, e in ds.items() if not t.endswith('0000') and t[:4] != '7FE0' and t[:4] != 'FFFC' and t != '00080005'}

def close(a, b):
    if isinstance(a, float) and isinstance(b, float): return a == b or abs(a - b) <= 1e-6 * max(1, abs(a)) or (a != a and b != b)
    return a == b

def same(a, b):
    if a is None or b is None: return a is b
    (va, a), (vb, b) = a, b
    if va == 'UN' or vb == 'UN': return True # a dictionary's matter
    if a[0] == 'items' and b[0] == 'items': return len(a[1]) == len(b[1]) and all(not differ(x, y) for x, y in zip(a[1], b[1]))
    if a[0] != b[0]: return not a[1] and not b[1]
    return a[1] == b[1] if a[0] == 'binary' else len(a[1]) == len(b[1]) and all(close(x, y) for x, y in zip(a[1], b[1]))

def differ(a, b):
    return [t for t in sorted(set(a) | set(b)) if not same(a.get(t), b.get(t))]

def by_pydicom(path):
    try: return items(json.loads(pydicom.dcmread(path, force=True, stop_before_pixels=True).to_json(bulk_data_threshold=1 << 40, suppress_invalid_tags=True)))
    except Exception: return None

def by_dcmtk(path):
    run = subprocess.run(['dcm2json', '-q', path], capture_output=True)
    try: return items(json.loads(re.sub(rb':\s*(nan|-?inf)\b', rb':null', run.stdout))) if run.returncode == 0 else None
    except ValueError: return None

read = 0
for line in open(sys.argv[1], encoding='utf-8'):
    path, ours = line.rstrip('\n').split('\t', 1)
    ours, one, two = items(json.loads(ours)), by_pydicom(path), by_dcmtk(path)
    read += 1
    if one is None and two is None: print(path, 'neither reads it', sep='\t'); continue
    for tag in sorted(set(ours) | set(one or {}) | set(two or {})):
        if not any(same(ours.get(tag), them.get(tag)) for them in (one, two) if them is not None):
            print(path, tag, sep='\t')
            if os.environ.get('SHOW'): print('   ', str(ours.get(tag))[:150], '|', str((one or {}).get(tag))[:150], '|', str((two or {}).get(tag))[:150], file=sys.stderr)
print('files', read, sep='\t')
