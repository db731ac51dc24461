package cloudformation

// addition is what the events of functions add to another resource of the
// template: the notifications of a bucket, the triggers of a user pool.
type addition struct {
	resource   string
	properties *node
}

// notify adds the notification of an S3 event to its bucket.
func (x *expansion) notify(key, bucket, p *node) {
	function, id := called(bucket)
	if function != "Ref" {
		return
	}
	events := p.get("Events")
	if events.is(scalarNode) || events == nil {
		events = key.derive(sequenceNode, first(events, key.deriveText("s3:ObjectCreated:*")))
	}
	list := newBlock(key).list()
	for _, event := range events.elements() {
		b := newBlock(key)
		b.set("Event", event).set("Function", x.targetArn(b)).copy(p, "Filter")
		list.items = append(list.items, b.node())
	}
	notification := newBlock(key).set("LambdaConfigurations", list).node()
	x.additions = append(x.additions, addition{id, newBlock(key).set("NotificationConfiguration", notification).node()})
}

// trigger adds the triggers of a Cognito event to its user pool.
func (x *expansion) trigger(key, p *node) {
	function, id := called(p.get("UserPool"))
	if function != "Ref" {
		return
	}
	triggers := p.get("Trigger").elements()
	if triggers == nil {
		triggers = []*node{p.get("Trigger")}
	}
	config := newBlock(key)
	for _, trigger := range triggers {
		config.set(trigger.text(), x.targetArn(config))
	}
	x.additions = append(x.additions, addition{id, newBlock(key).set("LambdaConfig", config.node()).node()})
}

// add merges the additions into the resources that they are for.
func (sam *serverless) add() {
	for _, a := range sam.additions {
		e := sam.stack.resources[a.resource]
		if e == nil {
			continue
		}
		body := *e.body.target()
		properties := merge(a.properties, e.body.get("Properties"))
		body.items = nil
		e.body.pairs(func(k, v *node) {
			if k.value != "Properties" {
				body.items = append(body.items, k, v)
			}
		})
		key, _ := e.body.entry("Properties")
		if key == nil {
			key = e.key.deriveText("Properties")
		}
		body.items = append(body.items, key, properties)
		changed := *e
		changed.body = &body
		sam.stack.declare(&changed)
	}
}

// deployment expands DeploymentPreference: an application and group of
// CodeDeploy, and the role that they share.
func (x *expansion) deployment() {
	key, preference := x.properties.entry("DeploymentPreference")
	if preference == nil || x.target() == x.entry.id || preference.get("Enabled").text() == "false" {
		return
	}
	shared := *x
	shared.entry = &entry{id: "", key: x.entry.key, body: x.entry.body.target().derive(mappingNode)}
	application := shared.extra("ServerlessDeploymentApplication", "AWS::CodeDeploy::Application", key, newBlock(key).text("ComputePlatform", "Lambda"))
	b := newBlock(key)
	role := preference.get("Role")
	if role == nil {
		trust := newBlock(key).text("Effect", "Allow").set("Action", b.texts("sts:AssumeRole")).
			set("Principal", newBlock(key).set("Service", b.texts("codedeploy.amazonaws.com")).node()).node()
		made := newBlock(key).set("AssumeRolePolicyDocument", x.policyDocument(key, trust)).
			set("ManagedPolicyArns", b.list(b.sub(managedPolicy("service-role/AWSCodeDeployRoleForLambda"))))
		role = b.attribute(shared.extra("CodeDeployServiceRole", "AWS::IAM::Role", key, made), "Arn")
	}
	b.set("ApplicationName", b.ref(application)).set("ServiceRoleArn", role)
	rollback := newBlock(key).word("Enabled", "true").set("Events", b.texts("DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"))
	b.set("AutoRollbackConfiguration", rollback.node())
	if kind := preference.get("Type").text(); kind != "" {
		b.text("DeploymentConfigName", "CodeDeployDefault.Lambda"+kind)
	}
	style := newBlock(key).text("DeploymentType", "BLUE_GREEN").text("DeploymentOption", "WITH_TRAFFIC_CONTROL")
	x.extra("DeploymentGroup", "AWS::CodeDeploy::DeploymentGroup", key, b.set("DeploymentStyle", style.node()))
}
