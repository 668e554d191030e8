using Kept.Mail.Outgoing;

namespace Kept.Tests.Mail;

/// <summary>A letter with every kind of block, in four languages.</summary>
internal static class SampleLetter
{
    private const string Address = "https://report.millbrook.example/follow/abc?x=1&y=2";

    public static Letter In(string language) => language switch
    {
        "de" => New("Wir haben Ihre Meldung.", "Das haben wir notiert:", "Was", "Müll auf dem Weg hinter der Mühlenschule, unter den Bäumen, seit mehreren Tagen",
            "Bis Mittwoch, 11. März, haben wir nachgesehen.", "Danach räumen wir innerhalb von 15 Arbeitstagen auf.", "Eine große Matratze\nund zwei Säcke", "Ihren Vorgang öffnen"),
        "hr" => New("Zaprimili smo vašu prijavu.", "Zabilježili smo:", "Što", "Odbačeni madrac na putu iza škole, ispod drveća, već nekoliko dana, nitko ga ne odvozi",
            "Do srijede, 11. ožujka, doći ćemo pogledati.", "Zatim čistimo u roku od 15 radnih dana.", "Veliki madrac\ni dvije vreće", "Otvorite svoj predmet"),
        "hu" => New("Megkaptuk a bejelentését.", "Ezt jegyeztük fel:", "Mit", "Kidobott matrac az iskola mögötti úton, a fák alatt, már több napja senki sem viszi el",
            "Március 11-ig, szerdáig megnézzük.", "Utána 15 munkanapon belül elszállítjuk.", "Egy nagy matrac\nés két zsák", "Az ügye megnyitása"),
        _ => New("We have your report.", "This is what we recorded:", "What", "Dumped mattress in the lane behind Mill School, under the trees, for several days",
            "By Wednesday 11 March we will have gone to look.", "Then we clear it within 15 working days of that visit.", "A big mattress\nand two bags", "Open your case"),
    };

    private static Letter New(string heading, string first, string label, string value, string promise, string then, string quote, string open) => new(
    [
        new LetterBlock.Heading(heading), new LetterBlock.Paragraph(first), new LetterBlock.Pairs([new Pair(label, value)]),
        new LetterBlock.Quoted(quote), new LetterBlock.Promised(promise), new LetterBlock.Listed([then, heading]),
        new LetterBlock.Button(open, Address),
    ]);
}
