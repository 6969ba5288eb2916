package clients

import (
	"errors"
	"net/http"
	"testing"

	container "github.com/scaleway/scaleway-sdk-go/api/container/v1"
	"github.com/scaleway/scaleway-sdk-go/scw"
)

const nobodys = "a1b2c3d4-0000-4000-8000-000000000000"

// refusal is the error as that type.
func refusal[T error](t *testing.T, err error) T {
	t.Helper()
	var refused T
	if !errors.As(err, &refused) {
		t.Fatalf("%T instead of %T: %v", err, refused, err)
	}
	return refused
}

func TestWhatIsNotThere(t *testing.T) {
	_, noNamespace := api.GetNamespace(&container.GetNamespaceRequest{NamespaceID: nobodys})
	_, noContainer := api.UpdateContainer(&container.UpdateContainerRequest{ContainerID: nobodys})
	_, noDomain := api.DeleteDomain(&container.DeleteDomainRequest{DomainID: nobodys})
	_, noTrigger := api.GetTrigger(&container.GetTriggerRequest{TriggerID: nobodys})

	for resource, err := range map[string]error{
		"namespace": noNamespace, "container": noContainer, "domain": noDomain, "trigger": noTrigger,
	} {
		refused := refusal[*scw.ResourceNotFoundError](t, err)
		equal(t, "resource", refused.Resource, resource)
		equal(t, "id", refused.ResourceID, nobodys)
	}
}

func TestWhatCannotBe(t *testing.T) {
	_, err := api.CreateContainer(&container.CreateContainerRequest{
		NamespaceID: namespace(t, "go-errors").ID, Name: "Not A Name", MaxScale: scw.Uint32Ptr(1000), Image: image,
	})

	equal(t, "number of arguments", len(refusal[*scw.InvalidArgumentsError](t, err).Details), 2)
}

func TestANameThatIsTaken(t *testing.T) {
	taken := namespace(t, "go-taken")

	_, err := api.CreateNamespace(&container.CreateNamespaceRequest{Name: taken.Name})

	equal(t, "status", refusal[*scw.ResponseError](t, err).StatusCode, http.StatusConflict)
}

func TestAKeyThatNobodyHas(t *testing.T) {
	stranger := container.NewAPI(client(scw.WithAuth("SCWXXXXXXXXXXXXXXXXX", nobodys)))

	_, err := stranger.ListNamespaces(&container.ListNamespacesRequest{})

	equal(t, "reason", refusal[*scw.DeniedAuthenticationError](t, err).Reason, "not_found")
}

func TestAProjectOfSomebodyElse(t *testing.T) {
	_, err := api.CreateNamespace(&container.CreateNamespaceRequest{Name: "elsewhere", ProjectID: nobodys})

	equal(t, "number of permissions", len(refusal[*scw.PermissionsDeniedError](t, err).Details), 1)
}

func TestPrivateEndpointsWhichBerthDoesNotHave(t *testing.T) {
	_, err := api.GetPrivateEndpointCertificateAuthority(&container.GetPrivateEndpointCertificateAuthorityRequest{})

	equal(t, "resource", refusal[*scw.ResourceNotFoundError](t, err).Resource, "path")
}
