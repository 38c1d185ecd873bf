import { describe, expect, it } from 'vitest';
import { readHostPolicy } from '../../src/acquire/host-policy.ts';
import { openNodeTransport } from '../../src/acquire/node-transport.ts';

const PRIVATE = [
  '127.0.0.1',
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.1',
  '100.64.0.1',
  '0.0.0.0',
  '::1',
  'fd12::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '64:ff9b::7f00:1',
];
const METADATA = [
  '169.254.169.254',
  '100.100.100.200',
  'fe80::1',
  'fd00:ec2::254',
  '::ffff:169.254.169.254',
  '::ffff:a9fe:a9fe',
];
const PUBLIC = ['93.184.216.34', '8.8.8.8', '2606:2800:220:1::1', '172.32.0.1', '100.128.0.1'];

describe('host policy', () => {
  it.each([...PRIVATE, ...METADATA])(
    'keeps a public API from leading us to %s',
    async (address) => {
      const policy = await readHostPolicy(new URL('https://93.184.216.34/'), false);
      expect(policy.refuseAddress(address)).toMatch(/address/);
    },
  );

  it.each(PUBLIC)('lets a public API lead us to %s', async (address) => {
    const policy = await readHostPolicy(new URL('https://93.184.216.34/'), false);
    expect(policy.refuseAddress(address)).toBeUndefined();
  });

  it.each(['http://localhost:8000/', 'http://192.168.1.9/', 'http://[::1]:8000/'])(
    'lets the private API %s use private storage, but not metadata services',
    async (base) => {
      const policy = await readHostPolicy(new URL(base), false);
      expect(
        PRIVATE.map((address) => policy.refuseAddress(address)).filter(
          (refusal) => refusal !== undefined,
        ),
      ).toEqual([]);
      for (const address of METADATA) expect(policy.refuseAddress(address)).toMatch(/metadata/);
    },
  );

  it('lets everything pass when the user says so', async () => {
    const policy = await readHostPolicy(new URL('https://93.184.216.34/'), true);
    expect([...PRIVATE, ...METADATA].map((address) => policy.refuseAddress(address))).not.toContain(
      expect.anything(),
    );
  });
});

describe('node transport', () => {
  it.each([
    'http://127.0.0.1:9/',
    'http://[::1]:9/',
    'http://localhost:9/',
    'http://0x7f.1:9/',
    'http://2130706433:9/',
  ])('asks the policy about the address behind %s', async (url) => {
    const transport = openNodeTransport();
    const asked: string[] = [];
    const refuseAddress = (address: string): string => {
      asked.push(address);
      return 'private';
    };
    const request = {
      url: new URL(url),
      headers: {},
      connectMs: 1000,
      headersMs: 1000,
      signal: new AbortController().signal,
      refuseAddress,
    };
    await expect(transport.send(request)).rejects.toMatchObject({ kind: 'refused' });
    expect(asked.length).toBeGreaterThan(0);
    transport.close();
  });
});
