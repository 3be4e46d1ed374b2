import type { ServiceConfig } from '../apple/wire.ts';
import { exampleLimits } from '../cache/plan-facts.ts';
import type { PlanLimits } from './plan/plan.ts';

/** Apple's published example stands in for a key that an answer lacks: what really bounds is Apple's refusal. */
export function planLimitsOf(limits: ServiceConfig['limits']): PlanLimits {
  const limitOf = (key: keyof PlanLimits) => getPositive(limits[key]) ?? exampleLimits[key];
  return {
    maxAssets: limitOf('maxAssets'),
    maxClientUserIds: limitOf('maxClientUserIds'),
    maxSerialNumbers: limitOf('maxSerialNumbers'),
    maxRevokeClientUserIds: limitOf('maxRevokeClientUserIds'),
    maxRevokeSerialNumbers: limitOf('maxRevokeSerialNumbers'),
    maxUsers: limitOf('maxUsers'),
  };
}

/** A limit of nothing would be a plan without end. */
export function getPositive(value: number | undefined): number | undefined {
  return value !== undefined && value >= 1 ? Math.floor(value) : undefined;
}
