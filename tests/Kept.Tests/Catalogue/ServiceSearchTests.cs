using Kept.Catalogue;
using Kept.Domain.Catalogue.Search;
using Shouldly;
using Xunit;

namespace Kept.Tests.Catalogue;

/// <summary>What people type, and the service that has to stand first; with "?" behind it, among the first three.</summary>
public sealed class ServiceSearchTests
{
    private static readonly Lazy<ServiceSearch> Search = new(() => new ServiceSearch(
        ((CatalogueReading.Right)new CatalogueFiles().Read(CatalogueFiles.ShippedFolder)).Services.Select(file => file.Service)));

    [Theory]
    [InlineData("sofa in the lane", "fly-tipping")]
    [InlineData("someone dumped a matress behind the school", "fly-tipping")]
    [InlineData("old fridge left on the pavement", "fly-tipping?")]
    [InlineData("bags of rubbish everywhere", "fly-tipping")]
    [InlineData("fly tiping", "fly-tipping")]
    [InlineData("HOLE IN ROAD", "pothole")]
    [InlineData("pot holes", "pothole")]
    [InlineData("I tripped on a loose paving slab", "pothole")]
    [InlineData("lamp post light not working", "street-light")]
    [InlineData("streetlight flickering", "street-light")]
    [InlineData("wires hanging out of lamp post", "street-light-danger")]
    [InlineData("lamppost about to fall over", "street-light-danger")]
    [InlineData("my bin wasn't emptied", "missed-bin")]
    [InlineData("bin men did not come", "missed-bin")]
    [InlineData("recyling not colected", "missed-bin")]
    [InlineData("swastika on the wall", "graffiti")]
    [InlineData("someone sprayed paint on the bridge", "graffiti?")]
    [InlineData("neighbour plays loud music at night", "noise")]
    [InlineData("dog barking all day", "noise")]
    [InlineData("can't sleep because of the pub", "noise")]
    [InlineData("car without number plate not moved for weeks", "abandoned-vehicle")]
    [InlineData("burnt out car", "abandoned-vehicle")]
    [InlineData("dead fox in the road", "dead-animal")]
    [InlineData("cat run over", "dead-animal")]
    [InlineData("brown bin for grass cuttings", "garden-waste")]
    [InlineData("get rid of an old sofa", "bulky-waste")]
    [InlineData("can you collect my fridge", "bulky-waste")]
    [InlineData("park my car outside my house", "resident-parking")]
    [InlineData("renew parking permit", "resident-parking")]
    [InlineData("my daughter starts school", "school-place")]
    [InlineData("primary school admission", "school-place")]
    [InlineData("I can't pay my council tax", "council-tax")]
    [InlineData("my husband died and the bill is in his name", "council-tax")]
    [InlineData("the lady at the desk was so rude", "compliment-complaint")]
    [InlineData("say thank you to the crew", "compliment-complaint")]
    public void English(string typed, string expected) => ShouldFind(typed, "en", expected);

    [Theory]
    [InlineData("Sofa auf dem Weg", "fly-tipping")]
    [InlineData("Jemand hat eine Matratze hingeworfen", "fly-tipping")]
    [InlineData("alter Kühlschrank am Waldrand", "fly-tipping?")]
    [InlineData("Muellsaecke vor der Kirche", "fly-tipping")]
    [InlineData("wilder müll", "fly-tipping")]
    [InlineData("Loch in der Strasse", "pothole")]
    [InlineData("Schlaglöcher", "pothole")]
    [InlineData("Gehwegplatte locker, ich bin gestolpert", "pothole")]
    [InlineData("Straßenlaterne leuchtet nicht", "street-light")]
    [InlineData("Lampe flackert", "street-light")]
    [InlineData("Drähte hängen aus der Laterne", "street-light-danger")]
    [InlineData("Laternenmast umgefahren", "street-light-danger")]
    [InlineData("Tonne wurde nicht geleert", "missed-bin")]
    [InlineData("Müllabfuhr war nicht da", "missed-bin")]
    [InlineData("gelber Sack liegen geblieben", "missed-bin")]
    [InlineData("Hakenkreuz an der Mauer", "graffiti")]
    [InlineData("Schmierereien an der Bushaltestelle", "graffiti")]
    [InlineData("laute Nachbarn in der Nacht", "noise")]
    [InlineData("Hund bellt den ganzen Tag", "noise")]
    [InlineData("Baulärm am Sonntag", "noise")]
    [InlineData("Auto ohne Kennzeichen steht seit Wochen", "abandoned-vehicle")]
    [InlineData("Schrottkarre", "abandoned-vehicle")]
    [InlineData("tote Katze", "dead-animal")]
    [InlineData("überfahrenes Reh", "dead-animal")]
    [InlineData("Grünschnitt abholen", "garden-waste")]
    [InlineData("Rasen und Laub", "garden-waste")]
    [InlineData("Sperrmüll anmelden", "bulky-waste")]
    [InlineData("altes Sofa abholen lassen", "bulky-waste")]
    [InlineData("Anwohnerparken verlängern", "resident-parking")]
    [InlineData("Parkausweis für neues Auto", "resident-parking")]
    [InlineData("Kind in der Grundschule anmelden", "school-place")]
    [InlineData("ich kann die Steuer nicht zahlen", "council-tax")]
    [InlineData("Ratenzahlung", "council-tax")]
    [InlineData("ich will mich beschweren", "compliment-complaint")]
    [InlineData("Danke an die Leute vom Bauhof", "compliment-complaint")]
    public void German(string typed, string expected) => ShouldFind(typed, "de", expected);

    [Theory]
    [InlineData("kauč na ulici", "fly-tipping")]
    [InlineData("netko je bacio madrac iza škole", "fly-tipping")]
    [InlineData("stari frizider na putu", "fly-tipping?")]
    [InlineData("divlje odlagalište smeća", "fly-tipping")]
    [InlineData("vrece smeca", "fly-tipping")]
    [InlineData("rupe na cesti", "pothole")]
    [InlineData("oštećen asfalt", "pothole")]
    [InlineData("poklopac šahta lupa", "pothole")]
    [InlineData("ne radi ulična rasvjeta", "street-light")]
    [InlineData("lampa treperi", "street-light")]
    [InlineData("mrak u ulici", "street-light")]
    [InlineData("gole žice na stupu", "street-light-danger")]
    [InlineData("stup je pao", "street-light-danger")]
    [InlineData("nisu odvezli smeće", "missed-bin?")]
    [InlineData("puna kanta, kamion nije došao", "missed-bin")]
    [InlineData("kanta nije ispražnjena", "missed-bin")]
    [InlineData("kukasti križ na zidu", "graffiti")]
    [InlineData("netko je išarao zid sprejem", "graffiti")]
    [InlineData("susjedi puštaju glasnu muziku", "noise")]
    [InlineData("pas stalno laje", "noise")]
    [InlineData("buka s gradilišta", "noise")]
    [InlineData("napušten auto bez tablica", "abandoned-vehicle")]
    [InlineData("olupina", "abandoned-vehicle")]
    [InlineData("mrtva mačka na cesti", "dead-animal")]
    [InlineData("pregažena srna", "dead-animal")]
    [InlineData("pokošena trava i granje", "garden-waste")]
    [InlineData("odvoz starog namještaja", "bulky-waste")]
    [InlineData("krupni otpad naručiti", "bulky-waste")]
    [InlineData("parkirna karta za stanare", "resident-parking")]
    [InlineData("upis u prvi razred", "school-place")]
    [InlineData("dijete kreće u školu", "school-place")]
    [InlineData("ne mogu platiti porez", "council-tax")]
    [InlineData("obročna otplata", "council-tax")]
    [InlineData("žalba na djelatnika", "compliment-complaint")]
    [InlineData("želim pohvaliti službu", "compliment-complaint")]
    public void Croatian(string typed, string expected) => ShouldFind(typed, "hr", expected);

    [Theory]
    [InlineData("kanapé az utcán", "fly-tipping")]
    [InlineData("valaki kidobott egy matracot", "fly-tipping")]
    [InlineData("régi hűtő az út szélén", "fly-tipping?")]
    [InlineData("szemeteszsakok a parkban", "fly-tipping")]
    [InlineData("sittet raktak le", "fly-tipping")]
    [InlineData("kátyú", "pothole")]
    [InlineData("lyuk van az úton", "pothole")]
    [InlineData("megbotlottam a törött járdán", "pothole")]
    [InlineData("nem ég az utcai lámpa", "street-light")]
    [InlineData("villog a lámpa", "street-light")]
    [InlineData("sötét az utca", "street-light")]
    [InlineData("kilóg a vezeték az oszlopból", "street-light-danger")]
    [InlineData("kidőlt a lámpaoszlop", "street-light-danger")]
    [InlineData("nem ürítették ki a kukámat", "missed-bin")]
    [InlineData("nem jött a kukásautó", "missed-bin")]
    [InlineData("nem vitték el a szemetet", "missed-bin")]
    [InlineData("horogkereszt a falon", "graffiti")]
    [InlineData("összefirkálták a buszmegállót", "graffiti")]
    [InlineData("hangosan buliznak a szomszédok", "noise")]
    [InlineData("egész nap ugat a kutya", "noise")]
    [InlineData("nem tudok aludni a zajtól", "noise")]
    [InlineData("rendszám nélküli autó", "abandoned-vehicle")]
    [InlineData("roncsautó az utcában", "abandoned-vehicle")]
    [InlineData("elgázolt róka", "dead-animal")]
    [InlineData("döglött macska", "dead-animal")]
    [InlineData("falevelek és ágak", "garden-waste")]
    [InlineData("lomtalanitas", "bulky-waste")]
    [InlineData("elvinnék a régi bútorokat?", "bulky-waste")]
    [InlineData("parkolási engedély új autóra", "resident-parking")]
    [InlineData("gyerek beíratása iskolába", "school-place")]
    [InlineData("első osztályba megy a fiam", "school-place")]
    [InlineData("nem tudom befizetni az adót", "council-tax")]
    [InlineData("részletfizetést kérek", "council-tax")]
    [InlineData("panaszt szeretnék tenni", "compliment-complaint")]
    [InlineData("köszönet a dolgozóknak", "compliment-complaint")]
    public void Hungarian(string typed, string expected) => ShouldFind(typed, "hu", expected);

    [Theory]
    [InlineData("Matratze", "en", "fly-tipping")]
    [InlineData("kátyú", "de", "pothole")]
    [InlineData("noise", "hr", "noise")]
    [InlineData("kanta", "hu", "missed-bin")]
    public void A_word_of_another_language_finds_too(string typed, string language, string expected) => ShouldFind(typed, language, expected);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("!?…")]
    [InlineData("xqzjw")]
    public void Nothing_alike_finds_nothing(string typed) => Search.Value.Find(typed, "en").ShouldBeEmpty();

    [Fact]
    public void A_hundred_services_are_searched_in_less_than_a_millisecond()
    {
        var shipped = Search.Value.Find("bin road car light school", "en").Select(found => found.Service).ToList();
        var search = new ServiceSearch(Enumerable.Range(0, 100).Select(i => shipped[i % shipped.Count] with { Code = $"service-{i}" }));
        for (var i = 0; i < 300; i++)
        {
            search.Find("someone dumped a matress behind the school", "en");
        }

        var fastest = Enumerable.Range(0, 20).Min(_ =>
        {
            var start = TimeProvider.System.GetTimestamp();
            search.Find("someone dumped a matress behind the school", "en");
            return TimeProvider.System.GetElapsedTime(start);
        });

        fastest.ShouldBeLessThan(TimeSpan.FromMilliseconds(1));
    }

    private static void ShouldFind(string typed, string language, string expected)
    {
        var found = Search.Value.Find(typed, language);
        var first = found.Take(expected.EndsWith('?') ? 3 : 1).Select(one => one.Service.Code);
        first.ShouldContain(expected.TrimEnd('?'), string.Join(", ", found.Take(4).Select(one => $"{one.Service.Code} {one.Score:0.00}")));
    }
}
