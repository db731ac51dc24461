package cloudformation

// domain expands the custom domain of an API.
func (api *serverlessAPI) domain(kind, certificate string) {
	key, domain := api.x.properties.entry("Domain")
	if domain == nil {
		return
	}
	b := newBlock(key)
	b.copy(domain, "DomainName")
	if api.http {
		inner := newBlock(key).copy(domain, "CertificateArn", "SecurityPolicy", "OwnershipVerificationCertificateArn")
		inner.move("EndpointType", domain, "EndpointConfiguration")
		b.set("DomainNameConfigurations", b.list(inner.node())).move("MutualTlsAuthentication", domain, "MutualTlsAuthentication")
	} else {
		endpoint := domain.get("EndpointConfiguration")
		if endpoint.text() == "EDGE" {
			certificate = "CertificateArn"
		}
		b.move(certificate, domain, "CertificateArn").copy(domain, "SecurityPolicy", "MutualTlsAuthentication", "OwnershipVerificationCertificateArn")
		if endpoint != nil {
			b.set("EndpointConfiguration", newBlock(key).set("Types", b.list(endpoint)).node())
		}
	}
	made := api.x.extra("DomainName", kind, key, b)
	if api.http {
		m := newBlock(key)
		m.copy(domain, "DomainName").set("ApiId", m.ref(api.x.entry.id)).set("Stage", m.ref(api.x.stack.aliases[api.x.entry.id+".Stage"]))
		api.x.extra("ApiMapping", "AWS::ApiGatewayV2::ApiMapping", key, m)
		return
	}
	m := newBlock(key)
	m.set("DomainName", m.ref(made)).set("RestApiId", m.ref(api.x.entry.id)).set("Stage", m.ref(api.x.stack.aliases[api.x.entry.id+".Stage"]))
	api.x.extra("BasePathMapping", "AWS::ApiGateway::BasePathMapping", key, m)
}
