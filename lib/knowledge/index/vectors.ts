/**
 * Vectors as they are kept: each as signed bytes with one scale, and its signs as one bit a dimension. A query goes
 * over the signs of all passages first (1/32 of the size) and compares bytes only for the best of them.
 */

/** Vectors in one `v` blob. */
export const VECTORS_PER_BLOB = 8;

export function normalise(vector: ArrayLike<number>): Float32Array {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += (vector[i] ?? 0) ** 2;
  const scale = sum > 0 ? 1 / Math.sqrt(sum) : 0;
  return Float32Array.from(vector, (value) => value * scale);
}

/** 4 bytes scale, then a byte a dimension. */
export function packVector(vector: Float32Array): Uint8Array {
  let max = 0;
  for (const value of vector) max = Math.max(max, Math.abs(value));
  const scale = max / 127 || 1;
  const out = new Uint8Array(4 + vector.length);
  new DataView(out.buffer).setFloat32(0, scale, true);
  const signed = new Int8Array(out.buffer, 4);
  vector.forEach((value, i) => {
    signed[i] = Math.round(value / scale);
  });
  return out;
}

export function signBits(vector: Float32Array): Uint8Array {
  const bits = new Uint8Array(Math.ceil(vector.length / 8));
  vector.forEach((value, i) => {
    if (value > 0) bits[i >> 3] = (bits[i >> 3] ?? 0) | (1 << (i & 7));
  });
  return bits;
}

/** Cosine of a normalised query and a packed vector. */
export function packedDot(query: Float32Array, packed: Uint8Array): number {
  const scale = new DataView(packed.buffer, packed.byteOffset, 4).getFloat32(0, true);
  const signed = new Int8Array(packed.buffer, packed.byteOffset + 4, packed.length - 4);
  let sum = 0;
  for (let i = 0; i < query.length; i++) sum += (query[i] ?? 0) * (signed[i] ?? 0);
  return sum * scale;
}

/** Scores each code by the query's weight where the bit is set: finer than counting equal signs. */
export class SignScorer {
  private readonly table: Float32Array;
  readonly bytes: number;

  constructor(query: Float32Array) {
    this.bytes = Math.ceil(query.length / 8);
    this.table = new Float32Array(this.bytes * 256);
    for (let byte = 0; byte < this.bytes; byte++) {
      const at = byte * 256;
      let none = 0;
      for (let bit = 0; bit < 8; bit++) none -= query[byte * 8 + bit] ?? 0;
      this.table[at] = none;
      // Each value from the one that lacks its highest bit.
      for (let bit = 0; bit < 8; bit++) {
        const gain = 2 * (query[byte * 8 + bit] ?? 0);
        for (let value = 0; value < 1 << bit; value++) {
          this.table[at + (1 << bit) + value] = (this.table[at + value] ?? 0) + gain;
        }
      }
    }
  }

  score(codes: Uint8Array, index: number): number {
    const { table, bytes } = this;
    const from = index * bytes;
    let sum = 0;
    for (let byte = 0; byte < bytes; byte++) {
      sum += table[byte * 256 + (codes[from + byte] ?? 0)] ?? 0;
    }
    return sum;
  }
}
