import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

/** Decides which addresses a URL out of a server's answer may lead to. */
export interface HostPolicy {
  refuseAddress(address: string): string | undefined;
}

const PRIVATE = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  PRIVATE.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['ff00::', 8],
] as const) {
  PRIVATE.addSubnet(network, prefix, 'ipv6');
}

/** Where cloud machines hand out credentials: no artifact lives there, whatever the API is. */
const METADATA = new BlockList();
METADATA.addSubnet('169.254.0.0', 16, 'ipv4');
METADATA.addAddress('100.100.100.200', 'ipv4');
METADATA.addSubnet('fe80::', 10, 'ipv6');
METADATA.addAddress('fd00:ec2::254', 'ipv6');

export function isPrivateAddress(address: string): boolean {
  return inList(PRIVATE, address) || inList(METADATA, address);
}

/** A private API may name private storage; a public one that does is asking us to attack our own network. */
export async function readHostPolicy(base: URL, allowPrivateHosts: boolean): Promise<HostPolicy> {
  if (allowPrivateHosts) return { refuseAddress: () => undefined };
  const isApiPrivate = await leadsToPrivate(base.hostname.replace(/^\[|\]$/g, ''));
  return {
    refuseAddress: (address) => {
      if (inList(METADATA, address)) return `${address} is a link-local or metadata address`;
      if (isApiPrivate || !inList(PRIVATE, address)) return undefined;
      return `${address} is a private address and the API is public; use --allow-private-hosts if that is meant`;
    },
  };
}

async function leadsToPrivate(host: string): Promise<boolean> {
  if (isIP(host) !== 0) return isPrivateAddress(host);
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  const addresses = await lookup(host, { all: true }).catch(() => []);
  return addresses.some(({ address }) => isPrivateAddress(address));
}

function inList(list: BlockList, address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return list.check(mapped, 'ipv4');
  return isIP(address) === 6
    ? list.check(address, 'ipv6') || isMappedIn(list, address)
    : list.check(address, 'ipv4');
}

/** `::ffff:7f00:1` is 127.0.0.1 in other clothes. */
function isMappedIn(list: BlockList, address: string): boolean {
  const words = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(address);
  if (words === null) return false;
  const [high, low] = [parseInt(words[1] ?? '0', 16), parseInt(words[2] ?? '0', 16)];
  return list.check([high >> 8, high & 255, low >> 8, low & 255].join('.'), 'ipv4');
}
