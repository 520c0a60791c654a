import { describe, expect, it } from "vitest";
import { findTechnology } from "../src/catalogue/index.ts";

/** Names as people write them in the systems that Groundplan must describe, by where they come from. */
const names: Readonly<Record<string, readonly string[]>> = {
  "Groundplan's mission": [
    "Python", "Django", "Flask", "FastAPI", "asyncio", "PostgreSQL", "MongoDB", "Redis", "S3", "RabbitMQ", "Kafka", "REST",
    "OpenAPI", "Swagger", "OpenAPI/Swagger", "gRPC", "Protocol Buffers", "AsyncAPI", "Avro", "JSON", "SQLAlchemy",
    "Django ORM", "PEP 8", "Ruff", "Black", "Flake8", "MyPy", "virtual environments", "Docker", "Gitflow", "GitHub Flow",
    "trunk", "Kubernetes", "AWS Lambda", "load balancers", "CDN", "VPC", "Terraform", "CloudFormation", "Ansible", "Pulumi",
    "GitHub Actions", "Jenkins", "Jenkinsfile", "GitLab CI", "Prometheus", "Grafana", "Datadog", "New Relic", "JSON logs",
    "ELK", "Splunk", "Sphinx", "Helm", "Compose", "devcontainer", "C4 model", "MADR", "STRIDE", "ATAM", "MCP",
  ],
  "the plan language's own example": [
    "envoy", "typescript", "nextjs", "java", "dotnet", "aspnetcore", "go", "cpp", "javascript", "nodejs", "rust", "php",
    "ruby", "python", "valkey", "kafka", "postgresql", "s3", "rds", "elasticache", "kubernetes", "aws", "github-actions",
    "http", "https", "resp", "grpc", "oauth2", "fastapi", "sqlalchemy",
  ],
  "what Groundplan is built with": [
    "Node", "vitest", "vite", "esbuild", "oxlint", "oxfmt", "dependency-cruiser", "@swc/core", "knip", "oxc-parser",
    "commander", "@clack/prompts", "picocolors", "zod", "yaml", "markdown-it", "shiki", "minisearch", "vscode-languageserver",
    "CodeMirror", "React", "@base-ui/react", "TanStack", "hono", "PGlite", "kysely", "pg-boss", "libpg-query",
    "@resvg/resvg-js", "pdfkit", "elkjs", "@redocly/openapi-core", "@asyncapi/parser", "@bufbuild/buf", "ajv", "avsc",
    "graphql", "fast-check", "playwright-core", "Chromium", "axe-core", "lucide", "simple-icons", "LSP", "WebAssembly",
    "SVG", "PNG", "PDF", "npm", "PyPI", "Debian", "Langium", "LikeC4", "Mermaid", "PlantUML", "D2", "Structurizr", "Backstage",
  ],
  "the judges of the artifacts": [
    "CycloneDX", "markdownlint", "redocly", "spectral", "schemathesis", "protoc", "JSON Schema", "Alembic", "MariaDB",
    "SQLite", "sql.js", "cfn-lint", "moto", "sqldef", "pg-schema-diff", "XState", "validate-pyproject", "pre-commit",
    "hadolint", "dockerfile-utils", "compose-go", "Makefile", "tflint", "OpenTofu", "ansible-lint", "kubectl-validate",
    "actionlint", "shellcheck", "check-jsonschema", "Groovy", "promtool", "amtool", "Alertmanager", "OpenSLO", "Sloth",
    "OTel Collector", "otelcol", "Fluent Bit", "Logstash", "splunk-appinspect", "rsyslogd", "arc42", "asciidoctor", "pandoc",
    "CODEOWNERS", "SARIF", "OTM", "Threat Dragon", "SPDX", "Problem Details for HTTP",
  ],
  "the OpenTelemetry demo": [
    "kotlin", "elixir", "phoenix", "c#", "c++", "sinatra", "slim", "axum", "actix-web", "react native", "expo", "gradio",
    "langgraph", "LLM", "OpenAI API", "flagd", "openfeature", "ofrep", "opensearch", "jaeger", "otel-collector", "otlp",
    "opamp", "k6", "locust", "nginx", "Entity Framework Core", "playwright",
  ],
  "the full-stack FastAPI template": [
    "sqlmodel", "pydantic", "traefik", "mailcatcher", "adminer", "chakra-ui", "tailwind", "shadcn/ui", "uv", "sentry",
    "pytest", "biome", "jwt", "smtp", "bun", "tanstack-router",
  ],
  "the Big Bank of the C4 model": [
    "Spring MVC", "Spring Bean", "Apache Tomcat", "Oracle", "Oracle Database Schema", "Angular", "Xamarin", "Mainframe",
    "XML/HTTPS", "JSON/HTTPS", "SQL/TCP", "Amazon EC2", "Amazon RDS", "Route 53", "Elastic Load Balancing", "Spring Boot",
    "MySQL", "Web Browser", "iOS", "Android",
  ],
  "a team's choices on the clouds": [
    "Amazon Web Services", "GCP", "Azure", "ECS", "EKS", "AKS", "GKE", "Fargate", "Cloud Run", "Azure Functions", "DynamoDB",
    "Aurora", "Cosmos DB", "Spanner", "BigQuery", "Snowflake", "SQS", "SNS", "EventBridge", "Kinesis", "MSK",
    "Pub/Sub", "Azure Service Bus", "Event Hubs", "CloudFront", "API Gateway", "ALB", "Cognito", "Entra ID", "Auth0",
    "Keycloak", "Okta", "Secrets Manager", "KMS", "Vault", "CloudWatch", "Step Functions", "Bedrock", "Stripe",
    "Cassandra", "Elasticsearch", "ClickHouse", "Neo4j", "Memcached", "Airflow", "Spark", "Temporal", "Istio", "Argo CD",
    "mqtt", "amqp", "websocket", "graphql", "kafka-protocol", "postgresql-protocol", "tls", "mtls", "saml", "ldap",
  ],
};

describe.each(Object.entries(names))("the catalogue covers %s", (_, list) => {
  it(`all ${list.length} names`, () => {
    expect(list.filter((name) => !findTechnology(name))).toEqual([]);
  });
});
