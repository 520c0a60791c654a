import type { Json } from "../reading.ts";

/** What is known of a bucket of Amazon S3: who may do what there, how it is encrypted, how long its objects are kept. */
export interface BucketDocument {
  readonly grants: readonly BucketGrant[];
  /** Encrypted with a key of one's own, which the parameter `KmsKeyArn` names; with the keys of S3 otherwise. */
  readonly ownKey: boolean;
  readonly objects: readonly BucketObjects[];
}

/** What one role may do. */
export interface BucketGrant {
  /** A name for it of letters and digits; the parameter `<name>RoleArn` is the role. */
  readonly name: string;
  /** Prefixes whose objects it reads, writes and lists; the empty text is the whole bucket. */
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly lists: readonly string[];
}

/** Objects with one prefix. */
export interface BucketObjects {
  /** The name of its rule. */
  readonly name: string;
  readonly prefix: string;
  /** Whole days after which they go; undefined: never. */
  readonly days: number | undefined;
  readonly transitions: readonly { readonly days: number; readonly storageClass: StorageClass }[];
}

/** Classes that a lifecycle rule may move objects to: Amazon S3 user guide, "Understanding and managing Amazon S3 storage classes". */
export type StorageClass = "STANDARD_IA" | "GLACIER_IR" | "GLACIER" | "DEEP_ARCHIVE";

/** Days after which what is left of an upload in parts that was never ended goes: Amazon S3 user guide, "Configuring a bucket lifecycle configuration to delete incomplete multipart uploads". */
const UPLOAD_DAYS = 7;
const BUCKET = "arn:aws:s3:::${BucketName}";
const HEADER = "s3:x-amz-server-side-encryption";

/**
 * The policy of a bucket: no request without TLS 1.2 or newer, nothing written with another encryption, and each role only what it needs.
 * Parameters stand as `${Name}`, as CloudFormation's `Fn::Sub`, Terraform's `templatefile` and `envsubst` fill them in: `BucketName`,
 * `<name>RoleArn` for each grant, and `KmsKeyArn` where the key is one's own. The form is that of IAM (AWS IAM user guide, "Grammar of the
 * IAM JSON policy language"), the conditions those of the Amazon S3 user guide, "Bucket policy examples using condition keys".
 */
export function writeBucketPolicy({ grants, ownKey }: BucketDocument): string {
  const everything = [BUCKET, `${BUCKET}/*`];
  const objects = (prefixes: readonly string[]): Json => only(prefixes.map((prefix) => `${BUCKET}/${prefix}*`));
  const deny = (sid: string, action: Json, resource: Json, condition: Json): Json => ({ Sid: sid, Effect: "Deny", Principal: "*", Action: action, Resource: resource, Condition: condition });
  // Who names no encryption gets that of the bucket.
  const named = (header: string): { readonly [key: string]: Json } => ({ Null: { [header]: "false" } });
  const statements: Json[] = [
    deny("DenyInsecureTransport", "s3:*", everything, { Bool: { "aws:SecureTransport": "false" } }),
    deny("DenyOldTls", "s3:*", everything, { NumericLessThan: { "s3:TlsVersion": "1.2" } }),
    deny("DenyOtherEncryption", "s3:PutObject", `${BUCKET}/*`, { ...named(HEADER), StringNotEquals: { [HEADER]: ownKey ? "aws:kms" : ["AES256", "aws:kms"] } }),
    ...(ownKey ? [deny("DenyOtherKey", "s3:PutObject", `${BUCKET}/*`, { ...named(`${HEADER}-aws-kms-key-id`), StringNotEquals: { [`${HEADER}-aws-kms-key-id`]: "${KmsKeyArn}" } })] : []),
  ];
  for (const { name, reads, writes, lists } of grants) {
    const allow = (what: string, action: Json, resource: Json, condition?: Json): void => void statements.push({ Sid: `Allow${name}To${what}`, Effect: "Allow", Principal: { AWS: `\${${name}RoleArn}` }, Action: action, Resource: resource, ...(condition === undefined ? {} : { Condition: condition }) });
    if (reads.length > 0) allow("Read", "s3:GetObject", objects(reads));
    if (writes.length > 0) allow("Write", ["s3:PutObject", "s3:AbortMultipartUpload"], objects(writes));
    if (lists.length > 0) allow("List", "s3:ListBucket", BUCKET, lists.includes("") ? undefined : { StringLike: { "s3:prefix": only(lists.map((prefix) => `${prefix}*`)) } });
  }
  return json({ Version: "2012-10-17", Statement: statements });
}

/** The parameters of a policy, with what each stands for. */
export function bucketParameters({ grants, ownKey }: BucketDocument): readonly string[] {
  return ["BucketName", ...(ownKey ? ["KmsKeyArn"] : []), ...grants.map(({ name }) => `${name}RoleArn`)];
}

/** What `PutBucketLifecycleConfiguration` takes (Amazon S3 API reference): a rule for each prefix of which something is said, and one for uploads that were never ended. */
export function writeBucketLifecycle({ objects }: BucketDocument): string {
  return json({
    Rules: [
      ...objects.filter(({ days, transitions }) => days !== undefined || transitions.length > 0).map(({ name, prefix, days, transitions }): Json => ({
        ID: name, Filter: { Prefix: prefix }, Status: "Enabled", ...(transitions.length > 0 ? { Transitions: transitions.map(({ days: after, storageClass }) => ({ Days: after, StorageClass: storageClass })) } : {}), ...(days === undefined ? {} : { Expiration: { Days: days } }),
      })),
      { ID: "abort-incomplete-uploads", Filter: { Prefix: "" }, Status: "Enabled", AbortIncompleteMultipartUpload: { DaysAfterInitiation: UPLOAD_DAYS } },
    ],
  });
}

/** What `PutBucketEncryption` takes; the key is the parameter `KmsKeyArn`. */
export function writeBucketEncryption({ ownKey }: BucketDocument): string {
  return json({ Rules: [ownKey ? { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: "${KmsKeyArn}" }, BucketKeyEnabled: true } : { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }] });
}

/** What `PutPublicAccessBlock` takes: nothing of the bucket is for everybody. */
export function writePublicAccessBlock(): string {
  return json({ BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true });
}

function only(items: readonly string[]): Json {
  return items.length === 1 ? items[0]! : items;
}

function json(value: Json): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
