import { describe, expect, it } from 'vitest';
import { everyRole } from '../../functions/shared/http/roles.ts';
import { objectIn, targetOf, textIn } from './support/references.ts';
import { resourcesIn, templatesOf } from './support/synthesised.ts';

function routesOf(context: Record<string, unknown> = {}) {
  const all = resourcesIn(templatesOf(context));
  const ofType = (type: string) => all.filter((resource) => resource.type === `AWS::ApiGatewayV2::${type}`);
  return { all, ofType };
}
const { all, ofType } = routesOf();

describe('HTTP APIs', () => {
  it('have exactly the routes that the documentation names', () => {
    const routes = ofType('Route').map(
      ({ properties }) => `${textIn(properties.AuthorizationType)} ${textIn(properties.RouteKey)}`,
    );

    expect(routes.sort()).toEqual([
      'JWT ANY /{proxy+}',
      'NONE ANY /hooks/{connectionId}',
      'NONE ANY /hooks/{connectionId}/{rest+}',
      'NONE GET /docs',
      'NONE GET /docs/{asset+}',
      'NONE GET /health/live',
      'NONE GET /openapi.json',
    ]);
  });

  it('hand requests over in payload format 2.0', () => {
    expect(new Set(ofType('Integration').map(({ properties }) => properties.PayloadFormatVersion))).toEqual(
      new Set(['2.0']),
    );
  });

  it('write access logs as JSON, without addresses and tokens', () => {
    const formats = ofType('Stage').map(({ properties }) =>
      textIn(objectIn(properties.AccessLogSettings).Format),
    );

    expect(formats).toHaveLength(2);
    for (const format of formats) {
      expect(Object.keys(JSON.parse(format) as object)).toContain('requestId');
      expect(format).not.toMatch(/sourceIp|authorizer|userAgent/);
    }
  });

  it('let no web page in unless an origin is configured', () => {
    const open = routesOf({ 'orderseam:corsOrigins': 'https://console.example' }).ofType('Api');

    expect(ofType('Api').filter(({ properties }) => properties.CorsConfiguration !== undefined)).toEqual([]);
    expect(open.map(({ properties }) => properties.CorsConfiguration).filter(Boolean)).toEqual([
      expect.objectContaining({ AllowOrigins: ['https://console.example'] }),
    ]);
  });

  it('leave OPTIONS to the function that takes webhooks: a gateway with CORS would answer validation requests itself', () => {
    const { ofType: of } = routesOf({ 'orderseam:corsOrigins': 'https://console.example' });
    const webhooks = of('Api').filter(({ properties }) => /Webhook API/.test(textIn(properties.Description)));

    expect(webhooks.map(({ properties }) => properties.CorsConfiguration)).toEqual([undefined]);
  });

  it('limit webhooks as configured', () => {
    const stages = routesOf({
      'orderseam:webhookRequestsPerSecond': '7',
      'orderseam:webhookBurst': '9',
    }).ofType('Stage');

    expect(stages.map(({ properties }) => properties.DefaultRouteSettings)).toContainEqual({
      ThrottlingBurstLimit: 9,
      ThrottlingRateLimit: 7,
    });
  });
});

describe('tokens of the Admin API', () => {
  it('come from the user pool and are meant for its client', () => {
    const [authorizer] = ofType('Authorizer');
    if (!authorizer) throw new Error('No authorizer.');
    const { Issuer, Audience } = objectIn(authorizer.properties.JwtConfiguration);

    expect(authorizer.properties.IdentitySource).toEqual(['$request.header.Authorization']);
    expect(targetOf(Issuer, authorizer, all).type).toBe('AWS::Cognito::UserPool');
    expect(Array.isArray(Audience) && targetOf(Audience[0], authorizer, all).type).toBe(
      'AWS::Cognito::UserPoolClient',
    );
  });

  it('come from the own issuer where one is configured', () => {
    const [authorizer] = routesOf({
      'orderseam:oidcIssuer': 'https://login.example/tenant',
      'orderseam:oidcAudience': 'orderseam,scripts',
    }).ofType('Authorizer');

    expect(authorizer?.properties.JwtConfiguration).toEqual({
      Issuer: 'https://login.example/tenant',
      Audience: ['orderseam', 'scripts'],
    });
  });

  it('never carry a company that its user could have written', () => {
    const [client] = all.filter(({ type }) => type === 'AWS::Cognito::UserPoolClient');

    expect(client?.properties.WriteAttributes).toEqual(['locale']);
    expect(client?.properties.ReadAttributes).toContain('custom:company');
  });

  it('are given to invited people with a second factor only', () => {
    const [pool] = all.filter(({ type }) => type === 'AWS::Cognito::UserPool');

    expect(pool?.properties).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    });
  });

  it('name the roles that the Admin API knows', () => {
    const groups = all.filter(({ type }) => type === 'AWS::Cognito::UserPoolGroup');

    expect(groups.map(({ properties }) => properties.GroupName).sort()).toEqual([...everyRole].sort());
  });
});
