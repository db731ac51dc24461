package cloudformation

import "strings"

// event expands one event of a function, and returns the managed policies that
// the role of the function gets for it.
func (x *expansion) event(key, event *node) (managed []string) {
	p := event.get("Properties").target()
	if p == nil {
		p = event.derive(mappingNode)
	}
	name := x.entry.scope.substitute(key.value)
	switch kind := event.get("Type").text(); kind {
	case "Api":
		x.apiEvent(key, name, p, false)
	case "HttpApi":
		x.apiEvent(key, name, p, true)
	case "S3":
		bucket := p.get("Bucket")
		x.permission(key, name+"Permission", "s3.amazonaws.com", func(b *block) {
			b.set("SourceAccount", b.ref("AWS::AccountId"))
			if function, id := called(bucket); function == "Ref" && x.literalName(id) != nil {
				b.set("SourceArn", b.sub("arn:${AWS::Partition}:s3:::"+x.literalName(id).value))
			}
		})
		x.notify(key, bucket, p)
	case "SNS":
		return x.topicEvent(key, name, p)
	case "Schedule", "CloudWatchEvent", "EventBridgeRule":
		x.ruleEvent(key, name, kind, p)
	case "ScheduleV2":
		x.scheduleEvent(key, name, p, x.targetArn(newBlock(key)), "lambda:InvokeFunction")
	case "CloudWatchLogs":
		b := newBlock(key)
		b.set("DestinationArn", x.targetArn(b)).copy(p, "FilterPattern", "LogGroupName")
		x.extra(name, "AWS::Logs::SubscriptionFilter", key, b)
		x.permission(key, name+"Permission", "logs.amazonaws.com", func(b *block) {
			group := newBlock(key).move("__LogGroupName__", p, "LogGroupName").node()
			arn := b.site.deriveText("arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${__LogGroupName__}:*")
			b.set("SourceArn", b.site.deriveCall("Fn::Sub", b.list(arn, group)))
		})
	case "IoTRule":
		b := newBlock(key)
		action := newBlock(key).set("FunctionArn", x.targetArn(b)).node()
		payload := newBlock(key).set("Actions", b.list(newBlock(key).set("Lambda", action).node()))
		payload.copy(p, "Sql", "AwsIotSqlVersion").word("RuleDisabled", "false")
		rule := x.extra(name, "AWS::IoT::TopicRule", key, b.set("TopicRulePayload", payload.node()))
		x.permission(key, name+"Permission", "iot.amazonaws.com", func(b *block) {
			b.set("SourceAccount", b.ref("AWS::AccountId"))
			b.set("SourceArn", b.sub("arn:${AWS::Partition}:iot:${AWS::Region}:${AWS::AccountId}:rule/${"+rule+"}"))
		})
	case "AlexaSkill":
		x.permission(key, name+"Permission", "alexa-appkit.amazon.com", func(b *block) { b.move("EventSourceToken", p, "SkillId") })
	case "Cognito":
		x.permission(key, strings.TrimPrefix(x.target(), x.entry.id)+"CognitoPermission", "cognito-idp.amazonaws.com", func(b *block) {
			if function, id := called(p.get("UserPool")); function == "Ref" {
				b.set("SourceArn", b.attribute(id, "Arn"))
			}
		})
		x.trigger(key, p)
	case "SQS", "Kinesis", "DynamoDB", "MSK", "MQ", "SelfManagedKafka", "DocumentDB":
		return x.mappingEvent(key, name, kind, p)
	default:
		x.stack.warn(key, "event %s of %s has the unknown type %q", name, x.entry.id, kind)
	}
	return nil
}

// called splits a value like !Ref Name.
func called(n *node) (function, id string) {
	if n == nil {
		return "", ""
	}
	name, argument := n.target().function()
	if argument == nil {
		return "", ""
	}
	return name, argument.text()
}

// literalName returns the name that a bucket of the template is given as text.
func (x *expansion) literalName(id string) *node {
	e := x.stack.resources[id]
	if e == nil {
		return nil
	}
	if name := e.body.get("Properties").get("BucketName"); name.text() != "" {
		return name
	}
	return nil
}

// permission makes the permission of a service to invoke the function.
func (x *expansion) permission(key *node, suffix, service string, more func(*block)) {
	b := newBlock(key)
	b.text("Action", "lambda:InvokeFunction").set("FunctionName", b.ref(x.target())).text("Principal", service)
	if more != nil {
		more(b)
	}
	x.extra(suffix, "AWS::Lambda::Permission", key, b)
}

func (x *expansion) topicEvent(key *node, name string, p *node) (managed []string) {
	b := newBlock(key)
	if _, queue := p.entry("SqsSubscription"); queue != nil && queue.text() != "false" {
		// A queue stands between topic and function.
		if queue.is(mappingNode) {
			b.text("Protocol", "sqs").move("Endpoint", queue, "QueueArn").move("TopicArn", p, "Topic")
			x.extra(name, "AWS::SNS::Subscription", key, b)
			m := newBlock(key)
			m.move("EventSourceArn", queue, "QueueArn").set("FunctionName", m.ref(x.target())).copy(queue, "BatchSize", "Enabled")
			x.extra(name+"EventSourceMapping", "AWS::Lambda::EventSourceMapping", key, m)
			x.queuePolicy(key, name, queue.get("QueueUrl"), queue.get("QueueArn"), p)
			return []string{"service-role/AWSLambdaSQSQueueExecutionRole"}
		}
		made := x.extra(name+"Queue", "AWS::SQS::Queue", key, newBlock(key))
		b.text("Protocol", "sqs").set("Endpoint", b.attribute(made, "Arn")).move("TopicArn", p, "Topic")
		x.extra(name, "AWS::SNS::Subscription", key, b)
		m := newBlock(key)
		m.set("EventSourceArn", m.attribute(made, "Arn")).set("FunctionName", m.ref(x.target())).word("BatchSize", "10").word("Enabled", "true")
		x.extra(name+"EventSourceMapping", "AWS::Lambda::EventSourceMapping", key, m)
		x.queuePolicy(key, name, m.ref(made), m.attribute(made, "Arn"), p)
		return []string{"service-role/AWSLambdaSQSQueueExecutionRole"}
	}
	b.text("Protocol", "lambda").set("Endpoint", x.targetArn(b)).move("TopicArn", p, "Topic")
	b.copy(p, "FilterPolicy", "FilterPolicyScope", "Region", "RedrivePolicy")
	x.extra(name, "AWS::SNS::Subscription", key, b)
	x.permission(key, name+"Permission", "sns.amazonaws.com", func(b *block) { b.move("SourceArn", p, "Topic") })
	return nil
}

// queuePolicy lets a topic send to the queue that stands between it and the function.
func (x *expansion) queuePolicy(key *node, name string, url, arn, p *node) {
	if url == nil {
		return
	}
	b := newBlock(key)
	equals := newBlock(key).move("aws:SourceArn", p, "Topic").node()
	statement := newBlock(key).text("Effect", "Allow").text("Action", "sqs:SendMessage").text("Principal", "*")
	statement.set("Resource", arn).set("Condition", newBlock(key).set("ArnEquals", equals).node())
	b.set("Queues", b.list(url)).set("PolicyDocument", x.policyDocument(key, statement.node()))
	x.extra(name+"QueuePolicy", "AWS::SQS::QueuePolicy", key, b)
}

func (x *expansion) ruleEvent(key *node, name, kind string, p *node) {
	b := newBlock(key)
	if kind == "Schedule" {
		b.move("ScheduleExpression", p, "Schedule")
	} else {
		b.move("EventPattern", p, "Pattern").copy(p, "EventBusName")
	}
	b.copy(p, "Name", "Description", "State", "RoleArn")
	if enabled := p.get("Enabled").text(); enabled != "" {
		b.text("State", map[bool]string{true: "ENABLED", false: "DISABLED"}[enabled == "true"])
	}
	target := newBlock(key).text("Id", x.entry.id+name+"LambdaTarget").set("Arn", x.targetArn(b))
	target.copy(p, "Input", "InputPath", "InputTransformer", "RetryPolicy")
	if k, dead := p.entry("DeadLetterConfig"); dead != nil {
		target.set("DeadLetterConfig", newBlock(k).copy(dead, "Arn").node())
	}
	rule := x.extra(name, "AWS::Events::Rule", key, b.set("Targets", b.list(target.node())))
	x.permission(key, name+"Permission", "events.amazonaws.com", func(b *block) { b.set("SourceArn", b.attribute(rule, "Arn")) })
}

// scheduleEvent makes a schedule and the role that it runs the target with.
func (x *expansion) scheduleEvent(key *node, name string, p, arn *node, action string) {
	b := newBlock(key)
	role := p.get("RoleArn")
	if role == nil {
		statement := newBlock(key).text("Effect", "Allow").set("Action", b.texts(action)).set("Resource", arn).node()
		trust := newBlock(key).text("Effect", "Allow").set("Action", b.texts("sts:AssumeRole")).
			set("Principal", newBlock(key).set("Service", b.texts("scheduler.amazonaws.com")).node()).node()
		policy := newBlock(key).text("PolicyName", x.entry.id+name+"LambdaPolicy").set("PolicyDocument", x.policyDocument(key, statement)).node()
		made := newBlock(key).set("AssumeRolePolicyDocument", x.policyDocument(key, trust)).set("Policies", b.list(policy))
		role = b.attribute(x.extra(name+"Role", "AWS::IAM::Role", key, made.copy(p, "PermissionsBoundary")), "Arn")
	}
	target := newBlock(key).set("Arn", arn).set("RoleArn", role).copy(p, "Input", "RetryPolicy", "DeadLetterConfig").node()
	b.copy(p, "ScheduleExpression", "ScheduleExpressionTimezone", "FlexibleTimeWindow", "StartDate", "EndDate", "GroupName", "KmsKeyArn", "Name", "Description", "State")
	if p.get("FlexibleTimeWindow") == nil {
		b.set("FlexibleTimeWindow", newBlock(key).text("Mode", "OFF").node())
	}
	if p.get("Name") == nil {
		b.text("Name", x.entry.id+name)
	}
	x.extra(name, "AWS::Scheduler::Schedule", key, b.set("Target", target))
}

// mappingEvent makes an event source mapping for queues and streams.
func (x *expansion) mappingEvent(key *node, name, kind string, p *node) []string {
	b := newBlock(key)
	b.move("EventSourceArn", p, "Queue").move("EventSourceArn", p, "Stream").move("EventSourceArn", p, "Broker").move("EventSourceArn", p, "Cluster")
	b.set("FunctionName", b.ref(x.target()))
	b.copy(p, "BatchSize", "BisectBatchOnFunctionError", "Enabled", "FilterCriteria", "FunctionResponseTypes", "KmsKeyArn",
		"MaximumBatchingWindowInSeconds", "MaximumRecordAgeInSeconds", "MaximumRetryAttempts", "MetricsConfig", "ParallelizationFactor", "ProvisionedPollerConfig",
		"ScalingConfig", "SourceAccessConfigurations", "StartingPosition", "StartingPositionTimestamp", "Topics", "TumblingWindowInSeconds")
	if k, failure := p.get("DestinationConfig").entry("OnFailure"); failure != nil {
		b.set("DestinationConfig", newBlock(k).set("OnFailure", newBlock(k).copy(failure, "Destination").node()).node())
	}
	if kind == "MQ" {
		b.copy(p, "Queues")
	}
	x.extra(name, "AWS::Lambda::EventSourceMapping", key, b)
	switch kind {
	case "SQS":
		return []string{"service-role/AWSLambdaSQSQueueExecutionRole"}
	case "Kinesis":
		return []string{"service-role/AWSLambdaKinesisExecutionRole"}
	case "DynamoDB":
		return []string{"service-role/AWSLambdaDynamoDBExecutionRole"}
	case "MSK":
		return []string{"service-role/AWSLambdaMSKExecutionRole"}
	default:
		return nil
	}
}
