import { buildZip, bytesOf, fields, join, type Member } from './zips-builder.ts';
import type { Verdict } from './zips-judge.ts';

/** An archive, what becomes of it, and for which reason. */
export interface ZipCase {
  readonly story: string;
  readonly bytes: () => Uint8Array;
  readonly verdict: Verdict['verdict'];
  readonly rule?: string;
}

const MIB = 1024 * 1024;
const good: Member = { name: 'har.json', content: '{"log":{}}' };
const other: Member = { name: 'other.txt' };

const named = (name: string | Uint8Array) => (): Uint8Array => buildZip([{ name }, good]);
const member = (lies: Partial<Member>) => (): Uint8Array =>
  buildZip([{ name: 'x', ...lies }, good]);

function refused(story: string, rule: string, bytes: () => Uint8Array): ZipCase {
  return { story, rule, bytes, verdict: 'refuse' };
}

function damaged(story: string, rule: string, lies: Partial<Member>): ZipCase {
  return { story, rule, bytes: member(lies), verdict: 'entry' };
}

function fine(story: string, bytes: () => Uint8Array): ZipCase {
  return { story, bytes, verdict: 'benign' };
}

const BENIGN: readonly ZipCase[] = [
  fine('an ordinary archive', () => buildZip([good, { ...other, method: 0 }])),
  fine('an archive without entries', () => buildZip([])),
  fine('64-bit end records', () => buildZip([good, other], { hasZip64: true })),
  fine('a signed data descriptor', member({ descriptor: 'signed' })),
  fine('an unsigned data descriptor', member({ descriptor: 'unsigned' })),
  fine('a UTF-8 name', member({ name: 'отчёт-日本.json', flags: 0x800 })),
  fine('a UTF-8 name without the flag for it', member({ name: 'отчёт.json' })),
  fine('names that only look dangerous', () =>
    buildZip(
      ['foo..bar', '.foo', '.thing.output.json', 'x/...y', 'console', 'com.txt0'].map(toMember),
    ),
  ),
  fine('names of built-in properties', () =>
    buildZip(['__proto__', 'constructor', 'toString', 'hasOwnProperty'].map(toMember)),
  ),
  fine('an impossible date', member({ dosDate: 0xffff })),
  fine('a broken time stamp field', member({ extra: fields([2, 0x000a], [2, 4], [4, 24]) })),
  fine('a folder and a file in it', () =>
    buildZip([{ name: 'logs/', content: '', method: 0 }, { name: 'logs/a.log' }]),
  ),
  fine('a comment', () => buildZip([good], { comment: bytesOf('made by hand') })),
];

const NAMES: readonly ZipCase[] = [
  refused('a name that climbs out', 'name-traversal', named('../../etc/passwd')),
  refused('a name that climbs inside', 'name-traversal', named('x/../har.json')),
  refused('a name with an empty part', 'name-traversal', named('a//b')),
  refused('an absolute name', 'name-absolute', named('/etc/cron.d/x')),
  refused('a name with a drive', 'name-absolute', named('C:\\Windows\\x')),
  refused('a name on a network share', 'name-absolute', named('\\\\server\\share\\x')),
  refused('a name with backslashes', 'name-backslash', named('..\\x')),
  refused('a name with NUL', 'name-control', named('har.json\0.exe')),
  refused('a name with an escape sequence', 'name-control', named('a\u001b[31m')),
  refused('a name that changes direction', 'name-control', named('\u202egpj.exe')),
  refused('a name with invisible tags', 'name-control', named('a\u{e0041}')),
  refused('an empty name', 'name-control', named('')),
  refused('a name that is not UTF-8', 'name-encoding', named(new Uint8Array([0x61, 0xff]))),
  refused('a name of 513 bytes', 'name-length', named('a'.repeat(513))),
  refused('a name of 33 parts', 'name-length', named(Array(33).fill('a').join('/'))),
  refused('a device of Windows', 'name-reserved', named('logs/aux.txt')),
  refused('a name that ends in a dot', 'name-reserved', named('a.')),
  refused('a stream of a file', 'name-reserved', named('a:b'.padStart(4, 'x'))),
  refused('one name twice', 'duplicate-name', () => buildZip([good, good])),
  refused('names that differ in letter case', 'duplicate-name', () =>
    buildZip([{ name: 'A/har' }, { name: 'a/HAR' }]),
  ),
  refused('names that differ in composition', 'duplicate-name', () =>
    buildZip([{ name: 'caf\u00e9' }, { name: 'cafe\u0301' }]),
  ),
  refused('a file that is a folder too', 'file-as-directory', () =>
    buildZip([{ name: 'x' }, { name: 'X/y' }]),
  ),
  refused('a folder with content', 'file-as-directory', named('folder/')),
  refused('a symbolic link', 'special-file', member({ unixMode: 0o120777 })),
  refused('a device file', 'special-file', member({ unixMode: 0o020666 })),
  refused(
    'a second name in an extra field',
    'local-central-mismatch',
    member({ extra: join([fields([2, 0x7075], [2, 9], [1, 1], [4, 0]), bytesOf('evil')]) }),
  ),
];

const LAYOUT: readonly ZipCase[] = [
  refused('an empty file', 'empty', () => new Uint8Array()),
  refused('an error page', 'not-a-zip', () => bytesOf('<?xml version="1.0"?><Error></Error>')),
  refused('the first half', 'truncated', () => cut((length) => length / 2)),
  refused('a cut inside the end record', 'truncated', () => cut((length) => length - 5)),
  refused('a cut inside the comment', 'bad-comment-length', () =>
    buildZip([good], { commentLength: 500 }),
  ),
  refused('bytes after the end', 'trailing-bytes', () =>
    buildZip([good], { suffix: bytesOf('junk') }),
  ),
  refused('bytes before, offsets not adjusted', 'prefix-bytes', () =>
    buildZip([good], { prefix: bytesOf('#!/bin/sh\n') }),
  ),
  refused('bytes before, offsets adjusted', 'prefix-bytes', () =>
    buildZip([good], { prefix: bytesOf('#!/bin/sh\n'), isPrefixCounted: true }),
  ),
  refused('two archives in a row', 'prefix-bytes', () =>
    join([buildZip([good]), buildZip([good])]),
  ),
  refused('an archive in the comment of another', 'ambiguous-end', () =>
    buildZip([good], { comment: buildZip([{ ...good, content: 'other' }]) }),
  ),
  refused('a comment full of end signatures', 'ambiguous-end', () =>
    buildZip([good], { comment: bytesOf('PK\u0005\u0006'.repeat(16_000)) }),
  ),
  refused('64-bit records that contradict the others', 'ambiguous-end', () =>
    buildZip([good, other], { hasZip64: true, smallEntryCount: 1 }),
  ),
  refused('64-bit records that are not where they are said to be', 'bad-directory', () =>
    buildZip([good, other], { hasZip64: true, zip64Offset: 7 }),
  ),
  refused('bytes between two members', 'hidden-bytes', () =>
    buildZip([{ ...good, gap: bytesOf('hidden') }, other]),
  ),
  refused('two rows for the same bytes', 'local-central-mismatch', () =>
    buildZip([other, { ...other, name: 'twin.txt0', hasNoHeader: true }]),
  ),
  refused('a member that reaches into the next', 'overlap', () =>
    buildZip([{ name: 'x', method: 0, compressedBytes: 30, sizeBytes: 30 }, good]),
  ),
  refused('a name that differs in the header', 'local-central-mismatch', () =>
    buildZip([{ ...other, localName: 'local.txt' }]),
  ),
  refused('a method that differs in the header', 'local-central-mismatch', () =>
    buildZip([{ ...other, localMethod: 0 }]),
  ),
  refused('flags that differ in the header', 'local-central-mismatch', () =>
    buildZip([{ ...other, localFlags: 1 }]),
  ),
  refused('a count that hides an entry', 'directory-mismatch', () =>
    buildZip([good, other], { entryCount: 1 }),
  ),
  refused('a count beyond the directory', 'directory-mismatch', () =>
    buildZip([good], { entryCount: 60_000 }),
  ),
  refused('a directory beyond the file', 'bad-directory', () =>
    buildZip([good], { directoryOffset: 0x7fffffff }),
  ),
  refused('a directory at the start', 'bad-directory', () =>
    buildZip([good], { directoryOffset: 0 }),
  ),
  refused('a header beyond the file', 'bad-directory', member({ headerOffset: 0x7ffffff0 })),
  refused('an extra field longer than its row', 'bad-directory', () =>
    buildZip([good, { ...other, extra: fields([2, 1], [2, 0xffff]) }]),
  ),
  refused('one part of a set', 'multi-disk', () => buildZip([good], { disk: 1 })),
  refused('a member on another disk', 'multi-disk', member({ disk: 3 })),
];

const LIMITS: readonly ZipCase[] = [
  refused('20 001 entries', 'limit-entries', () =>
    buildZip(Array.from({ length: 20_001 }, (_, index) => toMember(String(index)))),
  ),
  refused('an entry of 4 GiB', 'limit-entry-size', member({ sizeBytes: 0xfffffffe })),
  refused(
    'an entry of 2 to the power of 63',
    'limit-entry-size',
    member({
      sizeBytes: 0xffffffff,
      compressedBytes: 0xffffffff,
      extra: fields([2, 1], [2, 16], [8, 2 ** 62], [8, 2 ** 61]),
    }),
  ),
  refused('a bomb that says so', 'limit-ratio', () =>
    buildZip([{ name: 'b', content: new Uint8Array(11 * MIB) }, good]),
  ),
  refused('many entries that are too much together', 'limit-total-size', () =>
    buildZip(
      Array.from({ length: 9 }, (_, index) => ({
        name: String(index),
        raw: new Uint8Array(2 * MIB),
        sizeBytes: 250 * MIB,
      })),
    ),
  ),
  { story: 'zips four deep', bytes: () => nest(4), verdict: 'entry', rule: 'limit-depth' },
  { story: 'zips three deep', bytes: () => nest(3), verdict: 'benign' },
];

const ENTRIES: readonly ZipCase[] = [
  damaged('a bomb that declares ten bytes', 'size-mismatch', {
    content: new Uint8Array(64 * MIB),
    sizeBytes: 10,
  }),
  damaged('fewer bytes than declared', 'size-mismatch', { method: 0, sizeBytes: 500 }),
  damaged('a wrong checksum', 'crc-mismatch', { crc: 0xdeadbeef }),
  damaged('a wrong checksum of stored bytes', 'crc-mismatch', { crc: 0xdeadbeef, method: 0 }),
  damaged('bytes that are no deflate stream', 'bad-deflate', {
    raw: new Uint8Array([0xff, 0xff, 0xff, 0xff]),
  }),
  damaged('a cut deflate stream', 'bad-deflate', {
    raw: new Uint8Array([0x4b, 0xce]),
  }),
  damaged('an encrypted entry', 'encrypted', { flags: 1, method: 0 }),
  damaged('a strongly encrypted entry', 'encrypted', { flags: 0x41, method: 0 }),
  damaged('bzip2', 'unsupported-method', { method: 12 }),
  damaged('zstd', 'unsupported-method', { method: 93 }),
];

/** One archive or more for every rule, and the harmless ones nearest to them. */
export const ZIP_CASES: readonly ZipCase[] = [
  ...BENIGN,
  ...NAMES,
  ...LAYOUT,
  ...LIMITS,
  ...ENTRIES,
];

function toMember(name: string): Member {
  return { name, content: name, method: 0 };
}

function cut(lengthOf: (length: number) => number): Uint8Array {
  const whole = buildZip(Array.from({ length: 20 }, (_, index) => toMember(`f${String(index)}`)));
  return whole.slice(0, lengthOf(whole.length));
}

function nest(levels: number): Uint8Array {
  let zip = buildZip([good]);
  for (let level = 1; level < levels; level += 1)
    zip = buildZip([good, { name: 'inner.zip', content: zip, method: 0 }]);
  return zip;
}
