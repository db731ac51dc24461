# METADATA
# title: "Use SFTP/FTPS/AS2, not FTP"
# description: "FTP sends passwords and files in clear text."
# related_resources:
#   - https://docs.aws.amazon.com/transfer/latest/userguide/create-server-ftp.html
# custom:
#   severity: high
#   category: encryption
#   kinds: [transfer.server]
#   evidence: ["protocols"]
#   message: "{resource} offers plain FTP"
#   guidance:
#     - {doc: "000", section: "Transfer Family"}
#     - {doc: "000", section: "EC2"}
#   aliases: [CKV_AWS_357]
#   fix:
#     set: {protocols: ["SFTP"]}
#     text: "Offer SFTP, FTPS or AS2 instead of FTP."
#   ko:
#     title: "FTP 대신 SFTP/FTPS 쓰기"
#     description: "FTP는 암호와 파일을 평문으로 전송합니다."
#     message: "암호화되지 않은 FTP를 제공함: {resource}"
#     fix: "FTP 대신 SFTP, FTPS, AS2를 제공하세요."
package rules.transfer.secure_protocols

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some server in input.kinds["transfer.server"]
	some i, protocol in value.items(server.protocols)
	protocol == "FTP"
	found := finding.at(server, ["protocols", i], {})
}
