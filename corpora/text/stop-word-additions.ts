/**
 * Function words that the lists of the package lack and that would otherwise come up among the top
 * words of topics. No words with a meaning of their own: what is debris in one corpus ("house",
 * "million") is the subject of another.
 */
export const additions: Readonly<Record<string, readonly string[]>> = {
  en: split(`
    a about above according across actually after afterwards again against all almost alone along
    already also although always am among amongst an and another any anybody anyhow anyone anything
    anyway anywhere are aren't around as aside at away be became because become becomes becoming
    been before beforehand began begin behind being below beside besides between beyond both but by
    can cannot can't certain certainly could couldn't did didn't do does doesn't doing done don't
    down during each either else elsewhere enough especially etc even ever every everybody everyone
    everything everywhere except far few fewer for former formerly from further furthermore gave
    get gets getting give given gives giving go goes going gone got gotten had hadn't has hasn't
    have haven't having he hence her here hereby herein hers herself him himself his how however i
    if in indeed instead into is isn't it its itself just keep kept knew know known knows last
    later latter least less let let's like likely made mainly make makes making many may maybe me
    meanwhile might mine more moreover most mostly mr mrs ms much must my myself namely near nearly
    neither never nevertheless next no nobody none nor not nothing now nowhere of off often oh on
    once one ones only onto or other others otherwise ought our ours ourselves out over own perhaps
    put quite rather really recently regarding said same saw say saying says see seem seemed
    seeming seems seen several shall shan't she should shouldn't since so some somebody somehow
    someone something sometime sometimes somewhat somewhere soon still such take taken taking tell
    tends than that the their theirs them themselves then there thereafter thereby therefore
    therein thereof thereupon these they think this those though through throughout thru thus
    to together told too took toward towards tried tries truly try trying under unless until unto
    up upon us use used uses using usually various very via want wants was wasn't way we well went
    were weren't what whatever when whence whenever where whereas whereby wherein whereupon
    wherever whether which while whilst whither who whoever whole whom whose why will with within
    without won't would wouldn't yes yet you your yours yourself yourselves
    ain't arent cant couldnt didnt doesnt dont hadnt hasnt havent isnt im ive shouldnt thats theres
    theyre wasnt werent wont wouldnt youre youve hes shes whats
    two three first second http https www com html`),
  de: split(`
    abs nr vgl bzw ca etc ggf gilt gelten geltende geltenden jeweils mindestens höchstens
    genannte genannten genannter hierzu hierbei hiervon hierfür insbesondere jedoch nachdem sofern soweit sowie
    sowohl usw wobei wodurch wonach worden zwar deren dessen demjenigen denjenigen derjenige
    derjenigen diejenige diejenigen dasjenige desjenigen dazu dafür damit davon daraus hierauf
    daher deshalb ferner gemäß je jeder jede jedem jeden jedes nämlich ob obwohl seitens
    statt trotz über um vom von vor während wegen wenn werden wird wurde wurden zu zum zur zuletzt
    zwischen innerhalb außerhalb aufgrund hinsichtlich entsprechend entsprechende entsprechenden
    einschließlich mittels anhand bezüglich`),
  fr: split(`
    afin ailleurs ainsi bien bis premier première premiers premières
    deuxième deuxièmes troisième second seconde présent présente présentes présents cas alors ans après art aucun aucune aujourd'hui auprès auquel aussi autant
    autre autres auxquelles auxquels avant car ceci cela celle celles celui certain certaine
    certaines certains cet cette ceux chacun chacune chaque chez comme comment compte contre
    dernier dernière derrière dès desquelles desquels dessous dessus deux devant doit doivent donc
    dont duquel durant également encore enfin entre environ etc fait faut fois hors ici jamais
    jusqu jusque laquelle lequel lesquelles lesquels leurs lors lorsqu lorsque lui-même malgré
    mieux moins notamment non outre parce parmi pendant peu peut peuvent plus plusieurs plutôt
    pourtant presque puis puisque quand quant quatre quel quelle quelles quelque quelques quels
    quoi sans sauf selon si sien soit sous suite sur surtout tandis tant tel telle telles tels
    toujours tous tout toute toutes très trois trop un une vers via voici voilà vu`),
  it: split(`
    alcun alcune alcuni allora ancora anche avere circa ciò cioè coloro comunque così cui dopo
    dove dunque durante essere fare fatto fino fra già infatti inoltre invece mentre molto nel
    nella nelle nello nei ogni oltre oppure ora perché però più poi presso prima proprio pur qualche
    quale quali quando quanto quella quelle quelli quello questa queste questi questo quindi
    secondo sempre senza sia solo sopra sotto stato tale tali tra tutte tutti tutto verso`),
  es: split(`
    además ahora al algo algún alguna algunas alguno algunos ante antes aquel aquella aquello así
    aun aún aunque bajo bien cada casi como con contra cual cuales cualquier cuando cuanto dado de
    deben debe del desde después dicha dicho dichos donde dos durante e el ella ellas ello ellos en
    entonces entre era es esa esas ese eso esos esta está están estas este esto estos fue fueron
    ha haber había han hasta hay incluso la las le les lo los luego más me mediante mejor menos
    mientras mismo mismos misma mucho muy nada ni ningún no nos nosotros o os otra otras otro otros
    para pero poco por porque pues puede pueden que quien quienes se sea según ser si sí sido sin
    sino sobre son su sus sólo solo también tan tanto te tiene tienen toda todas todo todos tras
    tu tus un una uno unos unas usted vez y ya yo`),
  zh: split(`
    的 了 和 是 在 我 有 他 这 這 中 大 来 來 上 国 个 個 到 说 說 们 們 为 為 子 你 地 出 道 也 时 時 年 得
    就 那 要 下 以 会 會 自 着 著 去 之 过 過 家 学 学 对 對 可 她 里 裡 裏 后 後 小 么 麼 心 多 天 而 能 好 都
    然 没 沒 日 于 於 起 还 還 发 發 成 事 只 作 当 當 想 看 文 无 無 开 開 手 用 主 行 方 又 如 前 所 本 见 見
    经 經 头 頭 面 公 同 三 已 老 从 從 动 動 两 兩 长 長
    一个 一個 一些 一种 一種 一样 一樣 一直 一般 一次 一起 上述 不同 不会 不會 不是 不能 不过 不過 与 與 並 并
    并且 並且 中的 之一 之后 之後 之前 之间 之間 也是 了解 于是 於是 什么 什麼 今 仍 他们 他們 以及 以后 以後
    以来 以來 任何 但 但是 作为 作為 使 使用 使得 例如 供 依 便 促 借 倘若 其 其中 其他 其它 其后 其後 再 几 幾
    分别 分別 则 則 即 却 卻 及 及其 双方 只是 只有 可以 可能 各 各种 各種 同时 同時 向 否 否则 否則 含 吗 嗎
    因 因为 因為 因此 场 場 多个 多個 她们 她們 如果 如此 它 它们 它們 并不 對於 对于 将 將 就是 尤其 尽管 儘管
    已经 已經 并非 应 應 应该 應該 开始 開始 当时 當時 彼 往 很 后来 後來 怎么 怎麼 总 總 成为 成為 我们 我們
    或 或者 所以 所有 才 把 按 按照 据 據 故 既 时候 時候 时期 時期 是否 更 曾 曾经 曾經 最 最后 最後 有关 有關
    有的 有些 期间 期間 未 某 某些 根据 根據 比 没有 沒有 然后 然後 然而 由 由于 由於 甚至 由此 當中 当中 目前
    直到 相关 相關 知道 称 稱 称为 稱為 第 第一 第二 第三 等 等等 给 給 继续 繼續 而且 自己 至 至今 至于 至於
    若 虽然 雖然 被 许多 許多 认为 認為 该 該 让 讓 跟 较 較 达 達 进行 進行 通过 通過 连 連 那些 那个 那個 那么
    那麼 部分 都是 重要 除 除了 随 隨 随后 隨後 需要 非常 首先 也有 还有 還有 还是 還是 位于 位於 拥有 擁有 包括
    他的 她的 它的 我的 你的 自己的 他們的 他们的 这个 這個 这些 這些 此次 這樣 这样 這種 这种 本身 多数 多數
    主要 其實 其实 之內 之内 又称 又稱 每 每个 每個 以上 以下 约 約 此 此外 当年 當年 同年 名 位 间 間 内 內 外
    次 月 号 號 元 人 者 所在 现在 現在 現時 现时 如今 现 現`),
  ja: split(`
    する いる ある なる れる られる せる できる こと もの ため よう それ これ あれ この その あの ここ そこ また
    および ならびに において における について により による によって とともに として に対する に対して ので
    から まで など より ほか とき ところ という といった しかし なお ただし さらに また つつ のみ だけ であり
    である でき では には とは へと した して され され れ い さ し た て で と な に の は へ ま も や よ ら を が
    さん です ます ました ません ませ まし まして まし ます せん しょう でしょ でしょう だろう だろ ことに ことが ことを ことは
    ことも ことで だが だから だけど だけで だった だっ だ な なら ならば なり なる なっ なった なって なく なくて ない なかっ なかった
    なけれ なければ なけりゃ なさい なのに なんて なんか など なども なお ながら れる られ られる られた られて れた れて せる させ
    させる させて ください くださる くれる くれ くれた もらう もらい もらっ もらった あげる あげ あげて みる みて みた みよ みたい
    おり おる おけ おく おい おいて おき いう いう いっ いった いって いる いた いて いない いなかっ います いました いません いい よい
    よく よかっ よかった ある あっ あった あって あり あります ありません あれば する し した して しており しており します しました
    しまう しまっ しまった しよう しない しなかっ すれ すれば せ せず ず ずに ぬ ん の のが のを のに のは のも ので のです のだ
    のだろう のか かな かも かもしれ しれ しれない から からは からの からも まで までに までの より よりも へ への へと で では
    でも での でき できる できた できて できない できます に には にも にて において における について につき にとって によって により
    による に対し に対して に関し に関する に関して と とは とも との として としての としても とか という といい といっ といった
    といって と共に とともに を が は も や か ね よ わ ぞ さ さえ すら こそ しか しも ほど くらい ぐらい ばかり だけ のみ まま
    これ これら これは これが これを この このよう こう こうした こうし こういう こういった ここ ここで ここに こちら それ それら
    それは それが それを それで それでも その そのまま そのよう そんな そう そうした そうし そういう そういった そうです そして そこ
    そこで そこに そちら あの あれ あそこ あんな ああ どの どれ どこ どう どんな どうして なぜ なに なん なんで いつ いつも だれ また
    または まだ もう もっと もっとも とても とっても かなり すごく ずっと きっと やはり やっぱり たぶん ちょっと すぐ すぐに
    さらに つまり たとえば ただ ただし しかし しかも けれど けれども けど ところ ところが ところで とき ときに ときは ときの
    うち うえ うえで ため ために ための ほう ほうが もの ものの ものが ものを ものは わけ わけで はず つもり よう ように ような
    ようです ようだ ようと そうな らしい らしく っぽい たい たく たかっ たかった たら たり たっ て ても てる た だった ば みんな
    みなさん 皆さん 彼女 彼ら 私たち さま くん ちゃん たち ら
    あと あまり いろいろ いろんな おお おそらく およそ かつ きちんと けっこう この辺 さっき さまざま しっかり しばらく じゃ じゃあ
    じゃない すべて せっかく ぜひ そろそろ たくさん たしか だいたい ついに つい つつ てき どうも どうぞ どうやら とりあえず
    なぜなら なるほど はい はじめ はじめて ひとつ ひとり ふたつ ほか ほとんど ほんと ほんとう まさに まず まったく むしろ
    って しま てい まっ まれ ろうと くだ さい くる これから こんな こんなに すでに すぎる それだけ だからこそ なので
    んで んだ まずは ちなみに いかが いただき いただく いただけ いただきます あなた
    もし もちろん やがて やすい やら ようやく よね よる よれ わたし われわれ ん です`),
};

function split(words: string): string[] {
  return words.split(/\s+/u).filter((word) => word !== '');
}
