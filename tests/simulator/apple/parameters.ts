import { Refusal } from './errors.ts';

/** Query and body values. A value of the wrong kind is 9602 (reference 7.2); unknown names are ignored (4.3). */

export function getInt(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (!/^-?\d{1,10}$/.test(text)) throw new Refusal(9602);
  return Number(text);
}

export function getBool(query: URLSearchParams, name: string): boolean | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (text !== 'true' && text !== 'false') throw new Refusal(9602);
  return text === 'true';
}

export function getChoice<T extends string>(
  query: URLSearchParams,
  name: string,
  choices: readonly T[],
): T | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const choice = choices.find((known) => known === text);
  if (choice === undefined) throw new Refusal(9602);
  return choice;
}

export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function parseBody(body: Buffer): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    throw new Refusal(9602);
  }
  if (!isObject(value)) throw new Refusal(9602);
  return value;
}

/** A list, empty when left out or null. */
export function getList(body: JsonObject, name: string): unknown[] {
  const value = body[name];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new Refusal(9602);
  return value;
}

export function expectStrings(list: unknown[]): string[] {
  return list.map((value) => {
    if (typeof value !== 'string' || value === '') throw new Refusal(9602);
    return value;
  });
}

export function getText(body: JsonObject, name: string): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw new Refusal(9602);
  return value;
}

/** The values that come more than once. */
export function duplicates(values: string[]): string[] {
  const seen = new Set<string>();
  return [...new Set(values.filter((value) => seen.size === seen.add(value).size))];
}
