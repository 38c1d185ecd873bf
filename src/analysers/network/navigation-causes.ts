import type { NavigationErrorKind } from '../../run/facts/navigation-errors.ts';
import { SHARED_CAUSES } from '../shared-causes.ts';

/** Causes of a page that the browser could not open, by what its error name says. */
export const NAVIGATION_CAUSES: ReadonlyMap<NavigationErrorKind, NavigationCause> = new Map([
  ['dns', 'network.dns'],
  ['tls', 'network.tls'],
  ['connection', 'network.connection'],
  ['timeout', 'network.timeout'],
  ['redirect-loop', 'network.redirect_loop'],
  ['offline', 'network.offline'],
]);

export const NAVIGATION_FINDINGS = {
  'network.dns': SHARED_CAUSES['network.dns'],
  'network.tls': SHARED_CAUSES['network.tls'],
  'network.connection': SHARED_CAUSES['network.connection'],
  'network.timeout': SHARED_CAUSES['network.timeout'],
  'network.redirect_loop': SHARED_CAUSES['network.redirect_loop'],
  'network.offline': SHARED_CAUSES['network.offline'],
};

export type NavigationCause = keyof typeof NAVIGATION_FINDINGS;
