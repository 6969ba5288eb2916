package clients

import (
	"errors"
	"net/http"
	"reflect"
	"strings"
	"testing"

	container "github.com/scaleway/scaleway-sdk-go/api/container/v1"
	"github.com/scaleway/scaleway-sdk-go/scw"
)

func TestAContainerAnswersUnderADomainUntilThatIsDeleted(t *testing.T) {
	of := running(t, "go-domains", map[string]string{"GREETING": "By another name"}).ID
	hostname := "shop.go-domains.localhost"

	made := must(api.CreateDomain(&container.CreateDomainRequest{ContainerID: of, Hostname: hostname, Tags: []string{"b", "a"}}))(t)
	ready := must(api.WaitForDomain(&container.WaitForDomainRequest{DomainID: made.ID, RetryInterval: often}))(t)
	equal(t, "status", ready.Status, container.DomainStatusReady)
	answers(t, "http://"+hostname, "By another name")
	read := must(api.GetDomain(&container.GetDomainRequest{DomainID: made.ID}))(t)
	equal(t, "read as it was", reflect.DeepEqual(read, ready), true)
	found := must(api.ListDomains(&container.ListDomainsRequest{ContainerID: &of}, scw.WithAllPages()))(t)
	equal(t, "found as it was", reflect.DeepEqual(found.Domains, []*container.Domain{ready}), true)

	changed := must(api.UpdateDomain(&container.UpdateDomainRequest{DomainID: made.ID, Tags: scw.StringsPtr([]string{"c"})}))(t)
	equal(t, "tag", changed.Tags[0], "c")

	deleted := must(api.DeleteDomain(&container.DeleteDomainRequest{DomainID: made.ID}))(t)
	equal(t, "status", deleted.Status, container.DomainStatusDeleting)
	gone(t, func() error {
		_, err := api.GetDomain(&container.GetDomainRequest{DomainID: made.ID})
		return err
	})
}

func TestADomainWhoseNameLeadsElsewhereIsRefused(t *testing.T) {
	of := running(t, "go-elsewhere", nil).ID

	_, err := api.CreateDomain(&container.CreateDomainRequest{ContainerID: of, Hostname: "shop.example.invalid"})

	var refused *scw.ResponseError
	equal(t, "typed", errors.As(err, &refused), true)
	equal(t, "status", refused.StatusCode, http.StatusBadRequest)
	equal(t, "in the words that clients look for", strings.HasPrefix(refused.Message, "could not validate domain"), true)
}
