import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endpointTemplate } from '../../src/requests/endpoint-template.ts';
import { registrableDomain } from '../../src/requests/registrable-domain.ts';
import { isTelemetry } from '../../src/requests/telemetry.ts';
import { exchange } from '../support/har-builder.ts';

describe('the template of an endpoint', () => {
  it.each([
    ['https://shop.test/orders/8812?tab=2#top', 'shop.test/orders/{id}'],
    ['https://shop.test:8443/a/0b9c1d2e-1111-2222-3333-444455556666', 'shop.test:8443/a/{id}'],
    ['https://shop.test/static/js/main.8c41f0d2.js', 'shop.test/static/js/main.{id}.js'],
    ['https://shop.test/invoices/INV-2047/pdf', 'shop.test/invoices/{id}/pdf'],
    ['https://shop.test/api/v3/rates', 'shop.test/api/v3/rates'],
    ['https://shop.test/terms-and-conditions-of-use', 'shop.test/terms-and-conditions-of-use'],
    ['data:text/html,<b>x', 'data:…'],
    ['not a url', 'not a url'],
  ])('%s is %s', (url, template) => {
    expect(endpointTemplate(url)).toBe(template);
  });

  it('is the same for any number in the same place', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (first, second) => {
        const [one, other] = [first, second].map((id) =>
          endpointTemplate(`https://a.test/x/${id}/y`),
        );
        expect(one).toBe(other);
      }),
    );
  });
});

describe('the domain somebody owns', () => {
  it.each([
    ['www.shop.example', 'shop.example'],
    ['a.b.shop.co.uk', 'shop.co.uk'],
    ['co.uk', 'co.uk'],
    ['me.github.io', 'me.github.io'],
    ['127.0.0.1', '127.0.0.1'],
    ['[::1]', '[::1]'],
    ['localhost', 'localhost'],
    ['api.shop.de', 'shop.de'],
  ])('of %s is %s', (host, domain) => {
    expect(registrableDomain(host)).toBe(domain);
  });
});

describe('telemetry', () => {
  const told = (url: string, isOwnSite: boolean): boolean =>
    isTelemetry(exchange({ url }), isOwnSite);

  it.each([
    'https://www.google-analytics.com/g/collect',
    'https://px.vendor.test/a.gif',
    'https://x.test/v1/collect',
  ])('is %s', (url) => {
    expect(told(url, false)).toBe(true);
  });

  it.each([
    'https://beacon-insurance.test/price',
    'https://segment-foods.test/order',
    'https://trackmaster.test/login',
  ])('is not %s, whatever its name contains', (url) => {
    expect(told(url, false)).toBe(false);
  });

  it('of the site itself needs a clear word', () => {
    expect(told('https://shop.test/rum', true)).toBe(true);
    expect(told('https://shop.test/api/events', true)).toBe(false);
    expect(told('https://log.shop.test/save', true)).toBe(false);
  });
});
