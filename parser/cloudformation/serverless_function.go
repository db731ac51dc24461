package cloudformation

import "strings"

// managedPolicy is the ARN of a managed policy of AWS.
func managedPolicy(name string) string { return "arn:${AWS::Partition}:iam::aws:policy/" + name }

// functionProperties are those that the Lambda function takes over unchanged.
var functionProperties = []string{
	"Architectures", "CodeSigningConfigArn", "Description", "Environment", "EphemeralStorage", "FileSystemConfigs",
	"FunctionName", "Handler", "ImageConfig", "KmsKeyArn", "Layers", "LoggingConfig", "MemorySize", "PackageType",
	"RecursiveLoop", "ReservedConcurrentExecutions", "Runtime", "RuntimeManagementConfig", "SnapStart", "Timeout", "VpcConfig",
	"TenancyConfig", "CapacityProviderConfig", "DurableConfig",
}

// function expands AWS::Serverless::Function.
func (x *expansion) function() {
	p, b := x.properties, x.block()
	b.copy(p, functionProperties...)
	b.set("Code", x.code(p, "CodeUri"))
	b.tags(p, functionTag)
	if key, tracing := p.entry("Tracing"); tracing != nil && tracing.text() != "Disabled" {
		mode := newBlock(key)
		mode.set("Mode", tracing)
		b.items = append(b.items, renamed(key, "TracingConfig"), mode.node())
	}
	if key, queue := p.entry("DeadLetterQueue"); queue != nil {
		b.items = append(b.items, renamed(key, "DeadLetterConfig"), newBlock(key).copy(queue, "TargetArn").node())
	}
	if _, role := p.entry("Role"); role != nil {
		b.move("Role", p, "Role")
	} else {
		b.set("Role", b.attribute(x.entry.id+"Role", "Arn"))
	}
	x.main("AWS::Lambda::Function", b)
	x.alias()
	x.deployment()
	x.functionURL()
	x.invokeConfig()
	var managed []string
	p.get("Events").pairs(func(key, event *node) {
		managed = append(managed, x.event(key, event.target())...)
	})
	if p.get("Role") == nil {
		x.functionRole(managed)
	}
}

func renamed(key *node, name string) *node {
	k := *key
	k.value = name
	return &k
}

// code turns CodeUri (or ContentUri), ImageUri or InlineCode into the Code of a
// function or layer. A local path is what the packaging replaces by a place in S3.
func (x *expansion) code(p *node, uri string) *node {
	key, location := p.entry(uri)
	switch {
	case p.get("InlineCode") != nil:
		return x.block().move("ZipFile", p, "InlineCode").node()
	case p.get("ImageUri") != nil:
		return x.block().copy(p, "ImageUri").node()
	case location.is(mappingNode):
		return newBlock(key).move("S3Bucket", location, "Bucket").move("S3Key", location, "Key").move("S3ObjectVersion", location, "Version").node()
	case location.is(scalarNode) && location.tag == "":
		if path, ok := strings.CutPrefix(location.value, "s3://"); ok {
			bucket, object, _ := strings.Cut(path, "/")
			return newBlock(location).text("S3Bucket", bucket).text("S3Key", object).node()
		}
	}
	return nil
}

// alias expands AutoPublishAlias into a version and an alias.
func (x *expansion) alias() {
	key, name := x.properties.entry("AutoPublishAlias")
	if name == nil {
		return
	}
	b := newBlock(key)
	version := x.extra("Version", "AWS::Lambda::Version", key, newBlock(key).set("FunctionName", b.ref(x.entry.id)))
	b.set("Name", name).set("FunctionName", b.ref(x.entry.id)).set("FunctionVersion", b.attribute(version, "Version"))
	b.copy(x.properties, "ProvisionedConcurrencyConfig")
	id := x.extra("Alias"+alphanumeric(name.text()), "AWS::Lambda::Alias", key, b)
	x.stack.aliases[x.entry.id+".Alias"] = id
	x.stack.aliases[x.entry.id+".Version"] = version
}

// functionURL expands FunctionUrlConfig into a URL, and the permission for
// everyone that a URL without authorization gets.
func (x *expansion) functionURL() {
	key, config := x.properties.entry("FunctionUrlConfig")
	if config == nil {
		return
	}
	b := newBlock(key)
	b.set("TargetFunctionArn", b.ref(x.target())).copy(config, "AuthType", "Cors", "InvokeMode")
	x.extra("Url", "AWS::Lambda::Url", key, b)
	if config.get("AuthType").text() != "NONE" {
		return
	}
	x.permission(key, "UrlPublicPermissions", "*", func(b *block) {
		b.items[1] = b.site.deriveText("lambda:InvokeFunctionUrl")
		b.text("FunctionUrlAuthType", "NONE")
	})
	x.permission(key, "URLInvokeAllowPublicAccess", "*", func(b *block) { b.word("InvokedViaFunctionUrl", "true") })
}

// targetArn is the ARN of what events invoke.
func (x *expansion) targetArn(b *block) *node {
	if x.target() != x.entry.id {
		return b.ref(x.target())
	}
	return b.attribute(x.entry.id, "Arn")
}

// functionTag is the tag that the transform adds to functions.
const functionTag = "lambda:createdBy"

// target is what events invoke: the alias where there is one.
func (x *expansion) target() string {
	if alias := x.stack.aliases[x.entry.id+".Alias"]; alias != "" {
		return alias
	}
	return x.entry.id
}

// invokeConfig expands EventInvokeConfig.
func (x *expansion) invokeConfig() {
	key, config := x.properties.entry("EventInvokeConfig")
	if config == nil {
		return
	}
	b := newBlock(key)
	b.set("FunctionName", b.ref(x.entry.id)).text("Qualifier", "$LATEST").copy(config, "MaximumEventAgeInSeconds", "MaximumRetryAttempts")
	if k, destinations := config.entry("DestinationConfig"); destinations != nil {
		to := newBlock(k)
		for _, on := range []string{"OnSuccess", "OnFailure"} {
			if key, destination := destinations.entry(on); destination != nil {
				to.set(on, newBlock(key).set("Destination", x.destination(on, key, destination)).node())
			}
		}
		b.set("DestinationConfig", to.node())
	}
	x.extra("EventInvokeConfig", "AWS::Lambda::EventInvokeConfig", key, b)
}

// destination is where results of a function go: as written, or a queue or
// topic that the transform makes for it.
func (x *expansion) destination(on string, key, destination *node) *node {
	if written := destination.get("Destination"); written != nil {
		return written
	}
	b := newBlock(key)
	switch destination.get("Type").text() {
	case "SQS":
		return b.attribute(x.extra("EventInvokeConfig"+on+"Queue", "AWS::SQS::Queue", key, b), "Arn")
	case "SNS":
		return b.ref(x.extra("EventInvokeConfig"+on+"Topic", "AWS::SNS::Topic", key, b))
	}
	return nil
}

// functionRole makes the role of a function that has none of its own.
func (x *expansion) functionRole(managed []string) {
	p := x.properties
	arns := []string{managedPolicy("service-role/AWSLambdaBasicExecutionRole")}
	if p.get("VpcConfig") != nil {
		arns = append(arns, managedPolicy("service-role/AWSLambdaVPCAccessExecutionRole"))
	}
	if tracing := p.get("Tracing").text(); tracing == "Active" || tracing == "PassThrough" {
		arns = append(arns, managedPolicy("AWSXrayWriteOnlyAccess"))
	}
	for _, name := range managed {
		arns = append(arns, managedPolicy(name))
	}
	x.role("lambda.amazonaws.com", functionTag, arns, func(policies *rolePolicies) {
		if key, queue := p.entry("DeadLetterQueue"); queue != nil {
			action := map[string]string{"SQS": "sqs:SendMessage", "SNS": "sns:Publish"}[queue.get("Type").text()]
			b := newBlock(key)
			statement := newBlock(key).text("Effect", "Allow").set("Action", b.texts(action))
			statement.move("Resource", queue, "TargetArn")
			policies.document(key, "DeadLetterQueuePolicy", statement.node())
		}
		x.destinations(policies)
	})
}

// destinations lets the role send to the destinations of EventInvokeConfig.
func (x *expansion) destinations(policies *rolePolicies) {
	actions := map[string]string{"SQS": "sqs:SendMessage", "SNS": "sns:Publish", "Lambda": "lambda:InvokeFunction", "EventBridge": "events:PutEvents"}
	config := x.properties.get("EventInvokeConfig").get("DestinationConfig")
	for _, on := range []string{"OnSuccess", "OnFailure"} {
		key, destination := config.entry(on)
		kind := destination.get("Type").text()
		to := x.destination(on, key, destination)
		if to == nil || actions[kind] == "" {
			continue
		}
		statement := newBlock(key).text("Effect", "Allow").text("Action", actions[kind]).set("Resource", to)
		policies.document(key, x.entry.id+"EventInvokeConfig"+on+kind+"Policy", statement.node())
	}
}
