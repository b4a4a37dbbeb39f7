/** What functions use of the S3 client, for bundling it apart. */
export { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
