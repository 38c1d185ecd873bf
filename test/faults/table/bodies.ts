export function textBody(size: number): Buffer {
  return Buffer.from('the quick brown fox '.repeat(Math.ceil(size / 20)).slice(0, size));
}

export function jsonBody(size: number): Buffer {
  return Buffer.from(JSON.stringify({ log: { entries: [], comment: 'x'.repeat(size) } }));
}

export function pngBody(size: number): Buffer {
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
    Buffer.alloc(size, 7),
    Buffer.from('IEND\xae\x42\x60\x82', 'latin1'),
  ]);
}

export function zipLike(size: number): Buffer {
  return Buffer.concat([
    Buffer.from('PK\u0003\u0004'),
    Buffer.alloc(size),
    Buffer.from('PK\u0005\u0006'),
    Buffer.alloc(18),
  ]);
}

export const page = Buffer.from('<!doctype html><html><body>Please sign in</body></html>');
