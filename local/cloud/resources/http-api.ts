import type { CorsSpec, HttpApiSpec, JwtAuthorizerSpec, RouteSpec } from '../http-api/api-spec.ts';
import {
  asBoolean,
  asNumber,
  asObject,
  asStrings,
  asText,
  isJsonObject,
  type Json,
} from '../template/json.ts';
import { stableId } from '../template/physical-name.ts';
import { resourceKey } from '../template/references.ts';
import type { Resource } from '../template/resolver.ts';
import { nameOf, requiredText, requireText, type ResourceType } from './resource-type.ts';

const DEFAULT_TIMEOUT_MS = 30_000;

/** The address is the local one; the stage `$default` adds nothing to it. */
export const httpApi: ResourceType = {
  identify: ({ stack, logicalId }, place) => {
    const id = stableId(stack, logicalId, 10);
    return {
      ref: id,
      attributes: { ApiId: id, ApiEndpoint: place.apiEndpoint(resourceKey(stack, logicalId)) },
    };
  },
  activate: (api, cloud) => {
    const { ProtocolType: protocol } = api.properties;
    if (protocol !== 'HTTP') throw new Error(`${api.logicalId}: the embedded cloud serves HTTP APIs only.`);
    cloud.httpApis.get(resourceKey(api.stack, api.logicalId))?.open(httpApiSpec(api, cloud.resources));
  },
};

/** Authorizers, integrations and routes are named by an id of their own; what they say is read by their API. */
export const httpApiPart: ResourceType = {
  identify: ({ stack, logicalId, properties }) => {
    const id = stableId(stack, logicalId, 7);
    const ref = asText(properties['StageName']) ?? id;
    return { ref, attributes: { AuthorizerId: id, IntegrationId: id, RouteId: id } };
  },
};

function httpApiSpec(api: Resource, all: readonly Resource[]): HttpApiSpec {
  const mine = all.filter(({ properties }) => properties['ApiId'] === api.ref);
  const stages = mine.filter(({ type }) => type === 'AWS::ApiGatewayV2::Stage');
  if (!stages.some(({ properties }) => properties['StageName'] === '$default')) {
    throw new Error(`${api.logicalId} has no $default stage, the only one the embedded cloud serves.`);
  }
  const routes = mine.filter(({ type }) => type === 'AWS::ApiGatewayV2::Route');
  return {
    apiId: api.ref,
    name: nameOf(api, 'Name'),
    routes: routes.map((route) => routeSpec(route, mine)),
    cors: corsSpec(api.properties['CorsConfiguration']),
  };
}

function routeSpec(route: Resource, parts: readonly Resource[]): RouteSpec {
  const integrationId = asText(route.properties['Target'])?.replace(/^integrations\//, '');
  const integration = parts.find(({ ref, type }) => type.endsWith('::Integration') && ref === integrationId);
  if (!integration) throw new Error(`Route ${route.logicalId} has no integration.`);
  if (integration.properties['IntegrationType'] !== 'AWS_PROXY') {
    throw new Error(`Route ${route.logicalId}: the embedded cloud integrates functions only.`);
  }
  return {
    routeKey: requiredText(route, 'RouteKey'),
    functionArn: functionArn(integration),
    timeoutMs: asNumber(integration.properties['TimeoutInMillis']) ?? DEFAULT_TIMEOUT_MS,
    authorizer: authorizerSpec(route, parts),
  };
}

/** The function itself, or the longer `…:lambda:path/…/functions/<arn>/invocations` around it. */
function functionArn(integration: Resource): string {
  const uri = requiredText(integration, 'IntegrationUri');
  return /functions\/(arn:.*)\/invocations$/.exec(uri)?.[1] ?? uri;
}

function authorizerSpec(route: Resource, parts: readonly Resource[]): JwtAuthorizerSpec | undefined {
  const { AuthorizationType: type, AuthorizerId: id, AuthorizationScopes: scopes } = route.properties;
  if (type === undefined || type === 'NONE') return undefined;
  const authorizer = parts.find((part) => part.type.endsWith('::Authorizer') && part.ref === id);
  if (type !== 'JWT' || !authorizer)
    throw new Error(`Route ${route.logicalId}: only JWT authorizers are served.`);
  const jwt = asObject(authorizer.properties['JwtConfiguration']);
  const issuer = requireText(jwt['Issuer'], `${authorizer.logicalId} needs an issuer`);
  return { issuer, audience: asStrings(jwt['Audience']), scopes: asStrings(scopes) };
}

function corsSpec(declared: Json | undefined): CorsSpec | undefined {
  if (!isJsonObject(declared)) return undefined;
  const cors = declared;
  return {
    allowOrigins: asStrings(cors['AllowOrigins']),
    allowMethods: asStrings(cors['AllowMethods']),
    allowHeaders: asStrings(cors['AllowHeaders']),
    exposeHeaders: asStrings(cors['ExposeHeaders']),
    maxAgeSeconds: asNumber(cors['MaxAge']),
    allowCredentials: asBoolean(cors['AllowCredentials']),
  };
}
