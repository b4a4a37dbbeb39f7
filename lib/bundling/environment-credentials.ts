/**
 * Takes the place of the SDK's credential chain in bundles: Lambda puts credentials into the environment, so the ways by files, SSO, web
 * identity and instance metadata would be loaded and never used: a seventh of a bundle and of its start.
 */
export const defaultProvider = () => () => {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY)
    return Promise.reject(
      new Error('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are missing in the environment.'),
    );
  return Promise.resolve({
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
  });
};
