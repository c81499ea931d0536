// The codes of an authenticator app (RFC 6238), from the key it was told.

import { createHmac } from 'node:crypto';

const SYMBOLS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const STEP = 30_000;

/** The code of so many steps after the present one. */
export function totp(key, later = 0) {
  const bits = [...key.replaceAll(/[^A-Z2-7]/g, '')]
    .map((symbol) => SYMBOLS.indexOf(symbol).toString(2).padStart(5, '0')).join('');
  const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / STEP) + later));
  const digest = createHmac('sha1', secret).update(step).digest();
  const from = digest.at(-1) & 15;
  return String((digest.readUInt32BE(from) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
