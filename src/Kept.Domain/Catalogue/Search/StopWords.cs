using System.Collections.Frozen;

namespace Kept.Domain.Catalogue.Search;

/// <summary>Words that say nothing about which service somebody needs, folded as <see cref="WordFolding"/> does.</summary>
internal static class StopWords
{
    private static readonly FrozenDictionary<string, FrozenSet<string>> Languages = new Dictionary<string, string>
    {
        ["en"] = """
            a an and any are as at be because been being but by can could did do does doing for from had has have he her here
            him his how i id if im in into is it its ive just like me my near need no not of off on onto or our over please
            report she should so some somebody someone something that the their them there these they this those to too
            under until up us very want was we were what when where which while who why will with would you your problem
            around next outside front behind still
            """,
        ["de"] = """
            aber alle als also am an auch auf aus bei beim bin bis bitte da das dass dem den der des die dies diese diesem
            diesen dieser doch dort durch ein eine einem einen einer eines er es etwas fur ganz gibt habe haben hat hatte hier
            ich ihr ihre im in ins ist ja jemand kann kein keine man mein meine meinem meinen meiner melden mich mir mit
            mochte nach neben nicht noch nun nur ob oder ohne schon sehr sein seine seit sich sie sind so steht und uns unser unsere
            unserem unserer unter vom von vor war warum was wegen wenn wer wie will wir wird wo zu zum zur liegt problem
            """,
        ["hr"] = """
            a ako ali bez bi bih bio bila bilo biti cu da dok do ga gdje i iako ih ili im ima imam iz iza ja jako je jer jos
            ju kad kada kako kod koja koje koji li me meni mi moj moja moje mojem mojoj mu na nad nam nas nase nasoj nasem ne neka
            neki nekoga netko nesto ni nije niti o od on ona oni ono ova ovaj ovdje ovo po pod pokraj pored pred prijaviti
            pri s sa sam se smo su sto sve ta taj tamo te treba trebam u uz vam vas vec vrlo za zelim zbog problem
            """,
        ["hu"] = """
            a abban ahol aki alatt amely ami amit az azt azok be csak de egy egyik el elott en es ez ezt felett fel hogy hol
            igen is itt ki kell kellene kerem koszonom le lehet ma mar me meg mellett mert mi miatt mint minden mogott most
            nagyon nalunk nekem nem nincs o ok on ott pedig problema sem szeretnek szeretnem szerint szinte ti tobb utan
            ugy ugye vagy vagyok valaki valami van vannak volt voltak bejelenteni jelenteni
            """,
    }.ToFrozenDictionary(
        language => language.Key,
        language => language.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal));

    /// <summary>The words that say something; all of them where none does.</summary>
    public static List<string> TakenOut(List<string> words, string language)
    {
        if (!Languages.TryGetValue(language, out var stopWords))
        {
            return words;
        }

        var left = words.Where(word => !stopWords.Contains(word)).ToList();
        return left.Count > 0 ? left : words;
    }
}
