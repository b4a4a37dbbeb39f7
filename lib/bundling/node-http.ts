/**
 * Takes the place of `node:http` in bundles. Imported as a module it also yields its WebSocket, and for that Node loads all of undici: 15 ms
 * of every start, for a table of status codes (middy) and where services are reached without TLS.
 */
export const { Agent, request, STATUS_CODES } = process.getBuiltinModule('node:http');
