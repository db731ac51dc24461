package cloudformation

import "strings"

// document builds the OpenAPI document of an API from the routes that the
// events of functions define.
func (api *serverlessAPI) document(dialect, version string) *node {
	x := api.x
	b := x.block()
	b.text(dialect, version).set("info", x.block().text("version", "1.0").set("title", b.ref("AWS::StackName")).node())
	paths := x.block()
	byPath := map[string]*block{}
	var order []string
	for _, r := range api.routes {
		path := r.path.text()
		if path == "" {
			if !api.http || r.path != nil {
				continue // computed
			}
			path = "$default"
		}
		if byPath[path] == nil {
			byPath[path] = newBlock(r.key)
			order = append(order, path)
		}
		operation := api.operation(r)
		if r.condition != nil {
			operation = choice(r.key, r.condition, operation, nil)
		}
		byPath[path].set(verb(r.method), operation)
	}
	for _, path := range order {
		paths.set(path, byPath[path].node())
	}
	b.set("paths", paths.node())
	auth := x.properties.get("Auth")
	if authorizers := api.authorizers(auth); authorizers != nil {
		if api.http {
			b.set("components", x.block().set("securitySchemes", authorizers).node())
		} else {
			b.set("securityDefinitions", authorizers)
		}
	}
	if key, policy := auth.entry("ResourcePolicy"); policy != nil {
		if statements := policy.get("CustomStatements"); statements != nil {
			b.items = append(b.items, renamed(key, "x-amazon-apigateway-policy"), newBlock(key).text("Version", "2012-10-17").set("Statement", statements).node())
		}
	}
	return b.node()
}

func verb(method *node) string {
	if m := strings.ToLower(method.text()); m != "" && m != "any" && m != "*" {
		return m
	}
	return "x-amazon-apigateway-any-method"
}

// operation builds one method: the integration, and what authorizes it.
func (api *serverlessAPI) operation(r route) *node {
	b := newBlock(r.key)
	if r.machine != "" {
		return api.secured(b.set("x-amazon-apigateway-integration", newBlock(r.key).text("httpMethod", "POST").text("type", "aws").
			set("uri", b.sub("arn:${AWS::Partition}:apigateway:${AWS::Region}:states:action/StartExecution")).
			set("credentials", b.attribute(r.role, "Arn")).node()), r)
	}
	uri := "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${" + r.function + ".Arn}/invocations"
	if e := api.x.stack.resources[r.function]; e != nil && e.body.get("Type").text() == "AWS::Lambda::Alias" {
		uri = strings.Replace(uri, ".Arn}", "}", 1)
	}
	integration := newBlock(r.key).text("httpMethod", "POST").text("type", "aws_proxy").set("uri", b.sub(uri))
	if api.http {
		integration.text("payloadFormatVersion", "2.0")
	}
	return api.secured(b.set("x-amazon-apigateway-integration", integration.node()), r)
}

// secured adds to a method what authorizes it.
func (api *serverlessAPI) secured(b *block, r route) *node {
	b.set("responses", newBlock(r.key).node())
	auth, event := api.x.properties.get("Auth"), r.properties.get("Auth")
	requirements := b.list()
	if authorizer := first(event.get("Authorizer"), auth.get("DefaultAuthorizer")); authorizer.text() != "" {
		requirements.items = append(requirements.items, newBlock(authorizer).set(authorizer.text(), scopes(b, event, auth)).node())
	}
	if keyed := first(event.get("ApiKeyRequired"), auth.get("ApiKeyRequired")); keyed.text() == "true" {
		requirements.items = append(requirements.items, newBlock(keyed).set("api_key", b.list()).node())
	}
	if len(requirements.items) > 0 {
		b.set("security", requirements)
	}
	return b.node()
}

func first(nodes ...*node) *node {
	for _, n := range nodes {
		if n != nil {
			return n
		}
	}
	return nil
}

func scopes(b *block, event, auth *node) *node {
	if s := first(event.get("AuthorizationScopes"), auth.get("AuthorizationScopes")); s.is(sequenceNode) {
		return s
	}
	return b.list()
}

// authorizers builds the security schemes of the Auth of an API.
func (api *serverlessAPI) authorizers(auth *node) *node {
	key, declared := auth.entry("Authorizers")
	standard := auth.get("DefaultAuthorizer").text() == "AWS_IAM" || auth.get("EnableIamAuthorizer").text() == "true"
	for _, r := range api.routes {
		standard = standard || r.properties.get("Auth").get("Authorizer").text() == "AWS_IAM"
	}
	keyed := auth.get("ApiKeyRequired").text() == "true"
	for _, r := range api.routes {
		keyed = keyed || r.properties.get("Auth").get("ApiKeyRequired").text() == "true"
	}
	if declared == nil && !standard && !keyed {
		return nil
	}
	if key == nil {
		key = api.x.entry.key
	}
	b := newBlock(key)
	declared.pairs(func(name, config *node) {
		scheme := newBlock(name)
		kind := "oauth2"
		if !api.http {
			kind = "apiKey"
			scheme.text("name", "Authorization").text("in", "header")
		}
		scheme.text("type", kind)
		inner := newBlock(name)
		switch {
		case config.get("UserPoolArn") != nil:
			scheme.text("x-amazon-apigateway-authtype", "cognito_user_pools")
			arns := config.get("UserPoolArn")
			if !arns.is(sequenceNode) || arns.target().tag != "" {
				arns = inner.list(arns)
			}
			inner.text("type", "cognito_user_pools").set("providerARNs", arns)
		case config.get("FunctionArn") != nil:
			scheme.text("x-amazon-apigateway-authtype", "custom")
			inner.text("type", strings.ToLower(first(config.get("FunctionPayloadType"), name.deriveText("token")).text()))
			inner.move("authorizerUri", config, "FunctionArn").move("authorizerResultTtlInSeconds", config.get("Identity"), "ReauthorizeEvery")
			api.authorizerPermission(name, config)
		case config.get("JwtConfiguration") != nil:
			inner.text("type", "jwt").move("jwtConfiguration", config, "JwtConfiguration").move("identitySource", config, "IdentitySource")
		}
		scheme.set("x-amazon-apigateway-authorizer", inner.node())
		b.items = append(b.items, name, scheme.node())
	})
	if keyed {
		b.set("api_key", newBlock(key).text("type", "apiKey").text("name", "x-api-key").text("in", "header").node())
	}
	if standard {
		b.set("AWS_IAM", newBlock(key).text("name", "Authorization").text("in", "header").text("type", "apiKey").
			text("x-amazon-apigateway-authtype", "awsSigv4").node())
	}
	return b.node()
}

// authorizerPermission lets the API invoke the function of an authorizer.
func (api *serverlessAPI) authorizerPermission(name, config *node) {
	b := newBlock(name)
	variables := newBlock(name).set("__ApiId__", b.ref(api.x.entry.id)).node()
	arn := b.site.deriveText("arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/authorizers/*")
	b.text("Action", "lambda:InvokeFunction").move("FunctionName", config, "FunctionArn").text("Principal", "apigateway.amazonaws.com")
	b.set("SourceArn", b.site.deriveCall("Fn::Sub", b.list(arn, variables)))
	api.x.extra(name.value+"AuthorizerPermission", "AWS::Lambda::Permission", name, b)
}
