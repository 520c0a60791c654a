import { describe, expect, it } from "vitest";
import { bucketParameters, writeBucketEncryption, writeBucketLifecycle, writeBucketPolicy, type BucketDocument } from "../../src/index.ts";

const document: BucketDocument = {
  ownKey: true,
  grants: [{ name: "Audit", reads: ["receipt/", "report/"], writes: [], lists: ["receipt/"] }, { name: "Orders", reads: [""], writes: ["receipt/"], lists: [""] }],
  objects: [{ name: "keep-receipt", prefix: "receipt/", days: 3650, transitions: [{ days: 90, storageClass: "GLACIER" }] }, { name: "keep-report", prefix: "report/", days: undefined, transitions: [] }],
};

describe("buckets of Amazon S3", () => {
  it("refuse what is not encrypted on its way, and grant each role what it needs and no more", () => {
    const { Statement } = JSON.parse(writeBucketPolicy(document)) as { Statement: { Sid: string; Effect: string; Action: unknown; Resource: unknown; Condition?: unknown; Principal: unknown }[] };
    expect(Statement.map(({ Sid }) => Sid)).toEqual(["DenyInsecureTransport", "DenyOldTls", "DenyOtherEncryption", "DenyOtherKey", "AllowAuditToRead", "AllowAuditToList", "AllowOrdersToRead", "AllowOrdersToWrite", "AllowOrdersToList"]);
    expect(Statement[4]).toEqual({ Sid: "AllowAuditToRead", Effect: "Allow", Principal: { AWS: "${AuditRoleArn}" }, Action: "s3:GetObject", Resource: ["arn:aws:s3:::${BucketName}/receipt/*", "arn:aws:s3:::${BucketName}/report/*"] });
    expect(Statement[5]).toMatchObject({ Action: "s3:ListBucket", Resource: "arn:aws:s3:::${BucketName}", Condition: { StringLike: { "s3:prefix": "receipt/*" } } });
    expect(Statement[6]!.Resource).toBe("arn:aws:s3:::${BucketName}/*");
    expect(Statement[8]!.Condition).toBeUndefined();
    expect(Statement.filter(({ Effect, Principal }) => Effect === "Allow" && JSON.stringify(Principal).includes("*"))).toEqual([]);
    expect(bucketParameters(document)).toEqual(["BucketName", "KmsKeyArn", "AuditRoleArn", "OrdersRoleArn"]);
    expect(writeBucketPolicy({ ...document, ownKey: false })).not.toContain("KmsKeyArn");
  });

  it("move and remove objects by rules, and leave alone what nothing is said of", () => {
    expect(JSON.parse(writeBucketLifecycle(document))).toEqual({ Rules: [
      { ID: "keep-receipt", Filter: { Prefix: "receipt/" }, Status: "Enabled", Transitions: [{ Days: 90, StorageClass: "GLACIER" }], Expiration: { Days: 3650 } },
      { ID: "abort-incomplete-uploads", Filter: { Prefix: "" }, Status: "Enabled", AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } },
    ] });
    expect(JSON.parse(writeBucketEncryption({ ...document, ownKey: false }))).toEqual({ Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }] });
  });
});
