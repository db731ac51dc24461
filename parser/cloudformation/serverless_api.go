package cloudformation

import "strings"

// The implicit APIs that events without an API of their own share.
const (
	implicitRest = "ServerlessRestApi"
	implicitHTTP = "ServerlessHttpApi"
)

// serverlessAPI collects what becomes one API: its own properties and the
// routes that the events of functions add.
type serverlessAPI struct {
	x      *expansion
	http   bool
	routes []route
}

// route is one path and method with the function behind it.
type route struct {
	key        *node // of the event
	path       *node
	method     *node
	function   string // what is invoked; empty where role starts a state machine
	machine    string
	role       string
	properties *node // of the event
	condition  *node // of the function; nil without
}

func (sam *serverless) declareAPI(x *expansion, http bool) {
	api := sam.apis[x.entry.id]
	if api == nil {
		api = &serverlessAPI{}
		sam.apis[x.entry.id] = api
		sam.order = append(sam.order, api)
	}
	api.x, api.http = x, http
}

// apiEvent adds a route to the API that an event names, or to the implicit one,
// and the permission of API Gateway to invoke the function.
func (x *expansion) apiEvent(key *node, name string, p *node, http bool) {
	id, ref := x.apiOf(key, p, http)
	method, path := p.get("Method"), p.get("Path")
	x.addRoute(id, route{key: key, path: path, method: method, function: x.target(), properties: p})
	verb := strings.ToUpper(method.text())
	if verb == "ANY" || verb == "" {
		verb = "*"
	}
	arn := "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/*/" + verb + wildcardPath(x.entry.scope.substitute(path.text()))
	x.permission(key, name+"Permission"+x.stageSuffix(id, http), "apigateway.amazonaws.com", func(b *block) {
		if ref == nil {
			ref = b.ref(id)
		}
		variables := newBlock(key).set("__ApiId__", ref).node()
		b.set("SourceArn", b.site.deriveCall("Fn::Sub", b.list(b.site.deriveText(arn), variables)))
	})
}

// apiOf returns the API that an event belongs to, and the reference to it as
// written. The implicit API is declared when the first event needs it.
func (x *expansion) apiOf(key, p *node, http bool) (id string, ref *node) {
	written, implicit, globals := "RestApiId", implicitRest, "Api"
	if http {
		written, implicit, globals = "ApiId", implicitHTTP, "HttpApi"
	}
	if _, ref = p.entry(written); ref != nil {
		_, id = called(ref)
		if id != "" && x.apis[id] == nil {
			// Declared later in the template, or no serverless API at all.
			api := &serverlessAPI{http: http}
			x.apis[id] = api
			x.order = append(x.order, api)
		}
		return id, ref
	}
	if x.apis[implicit] == nil {
		empty := key.derive(mappingNode)
		e := &entry{id: implicit, config: implicit, key: key, body: empty}
		x.declareAPI(&expansion{serverless: x.serverless, entry: e, properties: merge(x.globals.get(globals).target(), empty)}, http)
	}
	return implicit, nil
}

// addRoute adds a route to an API; it depends on the condition of the resource
// that the event is of.
func (x *expansion) addRoute(id string, r route) {
	if api := x.apis[id]; api != nil {
		// The API stands outside of the loops that the event is in.
		if r.path.text() != "" {
			r.path = r.path.deriveText(x.entry.scope.substitute(r.path.text()))
		}
		r.condition = x.entry.body.get("Condition")
		api.routes = append(api.routes, r)
	}
}

// stageSuffix ends the name of the permission for a REST API: its stage.
func (x *expansion) stageSuffix(id string, http bool) string {
	switch {
	case http:
		return ""
	case id == implicitRest:
		return "Prod"
	}
	if name := x.stack.root.get("Resources").get(id).get("Properties").get("StageName").text(); name != "" {
		return alphanumeric(name)
	}
	return "Stage"
}

// wildcardPath puts * for the variables of a path: /users/{id} -> /users/*.
func wildcardPath(path string) string {
	var b strings.Builder
	for path != "" {
		before, after, open := strings.Cut(path, "{")
		b.WriteString(before)
		if !open {
			break
		}
		_, path, _ = strings.Cut(after, "}")
		b.WriteByte('*')
	}
	return b.String()
}

// emit makes the API with its deployment and stage.
func (api *serverlessAPI) emit() {
	switch {
	case api.x == nil:
		// Routes were added to an API that is not serverless, or not in this template.
	case api.http:
		api.emitHTTP()
	default:
		api.emitRest()
	}
}

func (api *serverlessAPI) emitRest() {
	x, p := api.x, api.x.properties
	b := x.block()
	api.definition(b, "swagger", "2.0")
	b.copy(p, "Name", "Description", "BinaryMediaTypes", "FailOnWarnings", "DisableExecuteApiEndpoint", "ApiKeySourceType", "Policy", "SecurityPolicy")
	b.move("MinimumCompressionSize", p, "MinimumCompressionSize")
	api.endpoint(b)
	x.main("AWS::ApiGateway::RestApi", b)
	deployment := x.block()
	deployment.set("RestApiId", deployment.ref(x.entry.id))
	id := x.extra("Deployment", "AWS::ApiGateway::Deployment", x.entry.key, deployment)
	stage := x.block()
	stage.set("RestApiId", stage.ref(x.entry.id)).set("DeploymentId", stage.ref(id))
	suffix := "Stage"
	if _, name := p.entry("StageName"); name != nil {
		stage.copy(p, "StageName")
		suffix = alphanumeric(x.entry.scope.substitute(name.text())) + suffix
	} else {
		stage.text("StageName", "Prod")
		suffix = "ProdStage"
	}
	stage.copy(p, "AccessLogSetting", "CacheClusterEnabled", "CacheClusterSize", "MethodSettings", "TracingEnabled", "Variables").
		move("CanarySetting", p, "CanarySetting").tags(p, "")
	x.stack.aliases[x.entry.id+".Stage"] = x.extra(suffix, "AWS::ApiGateway::Stage", x.entry.key, stage)
	x.stack.aliases[x.entry.id+".Deployment"] = id
	api.domain("AWS::ApiGateway::DomainName", "RegionalCertificateArn")
	api.usagePlan()
}

// definition adds the OpenAPI document: the one in the template, the one in a
// local file, or the one that the routes make.
func (api *serverlessAPI) definition(b *block, dialect, version string) {
	p := api.x.properties
	key, location := p.entry("DefinitionUri")
	switch {
	case p.get("DefinitionBody") != nil:
		b.move("Body", p, "DefinitionBody")
	case location == nil:
		b.set("Body", api.document(dialect, version))
	default:
		if local := api.x.stack.snippet(location.text(), location); local != nil {
			b.items = append(b.items, renamed(key, "Body"), local)
			return
		}
		if path, ok := strings.CutPrefix(location.text(), "s3://"); ok {
			bucket, object, _ := strings.Cut(path, "/")
			place := newBlock(location).text("Bucket", bucket).text("Key", object)
			b.items = append(b.items, renamed(key, "BodyS3Location"), place.node())
			return
		}
		b.move("BodyS3Location", p, "DefinitionUri")
	}
}

// endpoint turns EndpointConfiguration (a mapping, or in older templates the
// name of a type) into that of the API.
func (api *serverlessAPI) endpoint(b *block) {
	key, endpoint := api.x.properties.entry("EndpointConfiguration")
	if endpoint == nil {
		return
	}
	inner := newBlock(key)
	if _, kind := endpoint.entry("Type"); kind != nil {
		inner.set("Types", inner.list(kind))
	} else if !endpoint.is(mappingNode) || endpoint.tag != "" || len(endpoint.items) == 2 && endpoint.get("VPCEndpointIds") == nil {
		inner.set("Types", inner.list(endpoint))
	}
	inner.move("VpcEndpointIds", endpoint, "VPCEndpointIds").move("IpAddressType", endpoint, "IpAddressType")
	b.items = append(b.items, key, inner.node())
}

func (api *serverlessAPI) emitHTTP() {
	x, p := api.x, api.x.properties
	b := x.block()
	api.definition(b, "openapi", "3.0.1")
	b.copy(p, "Name", "Description", "FailOnWarnings", "DisableExecuteApiEndpoint", "Tags")
	if _, cors := p.entry("CorsConfiguration"); cors.is(mappingNode) {
		b.copy(p, "CorsConfiguration")
	}
	x.main("AWS::ApiGatewayV2::Api", b)
	stage := x.block()
	stage.set("ApiId", stage.ref(x.entry.id))
	suffix := "ApiGatewayDefaultStage"
	if _, name := p.entry("StageName"); name != nil {
		stage.copy(p, "StageName")
		suffix = alphanumeric(name.text()) + "Stage"
	} else {
		stage.text("StageName", "$default")
	}
	stage.word("AutoDeploy", "true").copy(p, "DefaultRouteSettings", "RouteSettings").
		move("AccessLogSettings", p, "AccessLogSettings").copy(p, "StageVariables", "Tags")
	x.stack.aliases[x.entry.id+".Stage"] = x.extra(suffix, "AWS::ApiGatewayV2::Stage", x.entry.key, stage)
	api.domain("AWS::ApiGatewayV2::DomainName", "CertificateArn")
}
