package cloudformation

// simpleTable expands AWS::Serverless::SimpleTable.
func (x *expansion) simpleTable() {
	p, b := x.properties, x.block()
	key, primary := p.entry("PrimaryKey")
	if key == nil {
		key = x.entry.key
	}
	name, kind := primary.get("Name"), primary.get("Type").text()
	if name == nil {
		name = key.deriveText("id")
	}
	attribute := newBlock(key).set("AttributeName", name).text("AttributeType", map[string]string{"Number": "N", "Binary": "B"}[kind])
	if attribute.items[3].value == "" {
		attribute.items[3].value = "S"
	}
	b.set("AttributeDefinitions", b.list(attribute.node()))
	b.set("KeySchema", b.list(newBlock(key).set("AttributeName", name).text("KeyType", "HASH").node()))
	if p.get("ProvisionedThroughput") == nil {
		b.text("BillingMode", "PAY_PER_REQUEST")
	}
	b.copy(p, "ProvisionedThroughput", "TableName", "SSESpecification", "PointInTimeRecoverySpecification")
	b.tags(p, "")
	x.main("AWS::DynamoDB::Table", b)
}

// layerVersion expands AWS::Serverless::LayerVersion.
func (x *expansion) layerVersion() {
	p, b := x.properties, x.block()
	b.copy(p, "CompatibleArchitectures", "CompatibleRuntimes", "Description", "LayerName", "LicenseInfo")
	x.main("AWS::Lambda::LayerVersion", b.set("Content", x.code(p, "ContentUri")))
}

// application expands AWS::Serverless::Application into a nested stack.
func (x *expansion) application() {
	p, b := x.properties, x.block()
	if _, location := p.entry("Location"); location.is(scalarNode) {
		b.move("TemplateURL", p, "Location")
	}
	x.main(typeStack, b.copy(p, "Parameters", "NotificationARNs", "TimeoutInMinutes").tags(p, functionTag))
}

// graphQL expands the settings of AWS::Serverless::GraphQLApi.
func (x *expansion) graphQL() {
	p, b := x.properties, x.block()
	b.copy(p, "Name", "XrayEnabled", "OwnerContact", "Visibility", "IntrospectionConfig", "QueryDepthLimit", "ResolverCountLimit")
	b.move("LogConfig", p, "Logging")
	b.move("AuthenticationType", p.get("Auth"), "Type")
	x.main("AWS::AppSync::GraphQLApi", b.tags(p, ""))
}

// machineTag is the tag that the transform adds to state machines.
const machineTag = "stateMachine:createdBy"

// stateMachine expands AWS::Serverless::StateMachine.
func (x *expansion) stateMachine() {
	p, b := x.properties, x.block()
	b.move("Definition", p, "Definition").copy(p, "DefinitionSubstitutions")
	key, location := p.entry("DefinitionUri")
	if local := x.stack.snippet(location.text(), location); local != nil {
		b.items = append(b.items, renamed(key, "Definition"), local)
	} else {
		b.move("DefinitionS3Location", p, "DefinitionUri")
	}
	b.move("StateMachineName", p, "Name").move("StateMachineType", p, "Type").move("LoggingConfiguration", p, "Logging")
	b.move("TracingConfiguration", p, "Tracing").copy(p, "EncryptionConfiguration").tags(p, machineTag)
	if p.get("Role") != nil {
		b.move("RoleArn", p, "Role")
	} else {
		var arns []string
		if p.get("Tracing").get("Enabled").text() == "true" {
			arns = append(arns, managedPolicy("AWSXrayWriteOnlyAccess"))
		}
		b.set("RoleArn", b.attribute(x.role("states.amazonaws.com", machineTag, arns, func(*rolePolicies) {}), "Arn"))
	}
	x.main("AWS::StepFunctions::StateMachine", b)
	p.get("Events").pairs(func(key, event *node) {
		properties := event.get("Properties").target()
		if properties == nil {
			properties = event.derive(mappingNode)
		}
		name := x.entry.scope.substitute(key.value)
		switch event.get("Type").text() {
		case "Schedule", "CloudWatchEvent", "EventBridgeRule", "Api":
			x.startEvent(key, name, event.get("Type").text(), properties)
		case "ScheduleV2":
			x.scheduleEvent(key, name, properties, newBlock(key).ref(x.entry.id), "states:StartExecution")
		}
	})
}

// startEvent makes the rule or route that starts a state machine, and its role.
func (x *expansion) startEvent(key *node, name, kind string, p *node) {
	b := newBlock(key)
	statement := newBlock(key).text("Effect", "Allow").text("Action", "states:StartExecution").set("Resource", b.ref(x.entry.id)).node()
	trust := newBlock(key).text("Effect", "Allow").set("Action", b.texts("sts:AssumeRole")).
		set("Principal", newBlock(key).set("Service", b.texts(map[bool]string{true: "apigateway.amazonaws.com", false: "events.amazonaws.com"}[kind == "Api"])).node()).node()
	policy := newBlock(key).text("PolicyName", x.entry.id+name+"RoleStartExecutionPolicy").set("PolicyDocument", x.policyDocument(key, statement)).node()
	role := newBlock(key).set("AssumeRolePolicyDocument", x.policyDocument(key, trust)).set("Policies", b.list(policy))
	made := x.extra(name+"Role", "AWS::IAM::Role", key, role)
	if kind == "Api" {
		id, _ := x.apiOf(key, p, false)
		x.addRoute(id, route{key: key, path: p.get("Path"), method: p.get("Method"), machine: x.entry.id, role: made, properties: p})
		return
	}
	if kind == "Schedule" {
		b.move("ScheduleExpression", p, "Schedule")
	} else {
		b.move("EventPattern", p, "Pattern").copy(p, "EventBusName")
	}
	target := newBlock(key).text("Id", x.entry.id+name+"StepFunctionsTarget").set("Arn", b.ref(x.entry.id)).set("RoleArn", b.attribute(made, "Arn"))
	target.copy(p, "Input", "InputPath", "RetryPolicy")
	x.extra(name, "AWS::Events::Rule", key, b.copy(p, "Name", "Description", "State").set("Targets", b.list(target.node())))
}
