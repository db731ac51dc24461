package cloudformation

// sharedPlan is the usage plan that several APIs share.
type sharedPlan struct{ stages, keys *node }

// usagePlan expands Auth.UsagePlan of a REST API into a plan, a key and what
// joins them. One plan serves all APIs that share it.
func (api *serverlessAPI) usagePlan() {
	key, plan := api.x.properties.get("Auth").entry("UsagePlan")
	var x expansion
	switch plan.get("CreateUsagePlan").text() {
	case "PER_API":
		x = *api.x
	case "SHARED":
		x = *api.x
		x.entry = &entry{id: "Serverless", config: "Serverless", key: api.x.entry.key, body: api.x.entry.body}
	default:
		return
	}
	b := newBlock(key)
	stage := func(name string) *node {
		return newBlock(key).set(name, b.ref(api.x.entry.id)).
			set(map[string]string{"ApiId": "Stage", "RestApiId": "StageName"}[name], b.ref(api.x.stack.aliases[api.x.entry.id+".Stage"])).node()
	}
	stages, keys := b.list(stage("ApiId")), b.list(stage("RestApiId"))
	if x.entry.id == "Serverless" {
		if shared := api.x.sharedPlan; shared != nil {
			shared.stages.items = append(shared.stages.items, stages.items...)
			shared.keys.items = append(shared.keys.items, keys.items...)
			return
		}
		api.x.sharedPlan = &sharedPlan{stages, keys}
	}
	b.set("ApiStages", stages).copy(plan, "Description", "Quota", "Throttle", "UsagePlanName").tags(plan, "")
	made := x.extra("UsagePlan", "AWS::ApiGateway::UsagePlan", key, b)
	apiKey := x.extra("ApiKey", "AWS::ApiGateway::ApiKey", key, newBlock(key).word("Enabled", "true").set("StageKeys", keys))
	x.extra("UsagePlanKey", "AWS::ApiGateway::UsagePlanKey", key,
		newBlock(key).set("KeyId", b.ref(apiKey)).text("KeyType", "API_KEY").set("UsagePlanId", b.ref(made)))
}
