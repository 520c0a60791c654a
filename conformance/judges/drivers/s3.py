# Reads the policy of a bucket with the files beside it as one template of CloudFormation, and has cfn-lint judge that: it knows the grammar of
# policies, the actions and conditions of S3, and the schema of a bucket. Each file is tried as well as what the API takes, with botocore's model of it.
import json
import os
import re
import sys

import botocore.session
from botocore.validate import validate_parameters
from cfnlint.api import lint
from cfnlint.config import ManualArgs

service = botocore.session.get_session().get_service_model("s3")


def parameters_of(text):
    return sorted(set(re.findall(r"\$\{(\w+)\}", text)))


def substituted(value):
    if isinstance(value, str):
        return {"Fn::Sub": value} if "${" in value else value
    if isinstance(value, list):
        return [substituted(each) for each in value]
    if isinstance(value, dict):
        return {key: substituted(each) for key, each in value.items()}
    return value


def beside(path, ending):
    with open(path.replace("bucket-policy.json", ending), encoding="utf-8") as file:
        return json.load(file)


def enums(shape, value, where):
    """What the API has fixed words for is one of them."""
    if shape.type_name == "structure":
        for name, inner in value.items():
            enums(shape.members[name], inner, f"{where}.{name}")
    elif shape.type_name == "list":
        for inner in value:
            enums(shape.member, inner, where)
    elif getattr(shape, "enum", None) and value not in shape.enum:
        raise ValueError(f"{where} is {value}, and none of {', '.join(shape.enum)}")


def accepted(operation, member, value):
    """The value is what the operation of the API takes there."""
    shape = service.operation_model(operation).input_shape.members[member]
    validate_parameters(value, shape)
    enums(shape, value, member)


# The least days that an object must be old, and stay, in a class: Amazon S3 user guide, "Transitioning objects using Amazon S3 Lifecycle".
LEAST = {"STANDARD_IA": (30, 30), "GLACIER_IR": (0, 90), "GLACIER": (0, 90), "DEEP_ARCHIVE": (0, 180)}


def rule_of(rule):
    """A rule of the API as CloudFormation has it."""
    made = {"Id": rule["ID"], "Prefix": rule["Filter"]["Prefix"], "Status": rule["Status"]}
    for move in rule.get("Transitions", []):
        made.setdefault("Transitions", []).append({"StorageClass": move["StorageClass"], "TransitionInDays": move["Days"]})
        least, stay = LEAST[move["StorageClass"]]
        if move["Days"] < least or rule.get("Expiration", {}).get("Days", move["Days"] + stay) < move["Days"] + stay:
            raise ValueError(f"{rule['ID']} moves too early to {move['StorageClass']}, or removes too early from there")
    if "Expiration" in rule:
        made["ExpirationInDays"] = rule["Expiration"]["Days"]
    if "AbortIncompleteMultipartUpload" in rule:
        made["AbortIncompleteMultipartUpload"] = rule["AbortIncompleteMultipartUpload"]
    return made


def judge(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    policy = json.loads(text)
    properties = {}
    if os.path.exists(path.replace("bucket-policy.json", "lifecycle.json")):
        lifecycle, encryption, public = beside(path, "lifecycle.json"), beside(path, "encryption.json"), beside(path, "public-access-block.json")
        accepted("PutBucketLifecycleConfiguration", "LifecycleConfiguration", lifecycle)
        accepted("PutBucketEncryption", "ServerSideEncryptionConfiguration", encryption)
        accepted("PutPublicAccessBlock", "PublicAccessBlockConfiguration", public)
        if len({rule["ID"] for rule in lifecycle["Rules"]}) < len(lifecycle["Rules"]):
            raise ValueError("two rules have one name")
        properties = {
            "LifecycleConfiguration": {"Rules": [rule_of(rule) for rule in lifecycle["Rules"]]},
            "BucketEncryption": {"ServerSideEncryptionConfiguration": [{"ServerSideEncryptionByDefault": substituted(rule["ApplyServerSideEncryptionByDefault"]), **({"BucketKeyEnabled": True} if rule.get("BucketKeyEnabled") else {})} for rule in encryption["Rules"]]},
            "PublicAccessBlockConfiguration": public,
        }
        text += json.dumps(encryption)
    sids = [statement.get("Sid") for statement in policy["Statement"]]
    if len(set(sids)) < len(sids) or not all(re.fullmatch(r"[A-Za-z0-9]+", sid or "") for sid in sids):
        raise ValueError("two statements have one name, or one has none of letters and digits")
    template = {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Parameters": {name: {"Type": "String"} for name in set(parameters_of(text)) | {"BucketName"}},
        "Resources": {
            "Bucket": {"Type": "AWS::S3::Bucket", "DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain", "Properties": {"BucketName": {"Ref": "BucketName"}, **properties}},
            "Policy": {"Type": "AWS::S3::BucketPolicy", "Properties": {"Bucket": {"Ref": "Bucket"}, "PolicyDocument": substituted(policy)}},
        },
    }
    matches = lint(json.dumps(template, indent=1), config=ManualArgs(regions=["eu-central-1"], include_checks=["W"]))
    if matches:
        raise ValueError("; ".join(f"{match.rule.id} {match.message[:160]}" for match in matches[:6]))
    return {"statements": len(sids)}


for line in sys.stdin:
    path = line.rstrip("\n")
    if not path:
        continue
    try:
        answer = judge(path)
    except Exception as error:  # Whatever it is, the file is refused.
        answer = {"error": str(error)[:600]}
    print(json.dumps({"file": path, **answer}), flush=True)
